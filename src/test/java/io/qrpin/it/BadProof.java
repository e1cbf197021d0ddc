package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The base of the tests that send bad input to the addresses at which a PIN is proven: sign-in, PIN
 * change and updatePin.
 */
abstract class BadProof extends BadInput {

  BadProof(Shop shop) {
    super(shop);
  }

  /** The addresses at which a PIN is proven, with the members of their bodies. */
  enum Door {
    UPDATE(List.of("currentPin", "newPin")),
    SIGN_IN(List.of("qrCode", "pin")),
    CHANGE(List.of("qrCode", "currentPin", "newPin"));

    final List<String> members;

    Door(List<String> members) {
      this.members = members;
    }

    /** The member with the PIN that is compared. */
    String proof() {
      return members.get(members.indexOf("newPin") < 0 ? 1 : members.indexOf("newPin") - 1);
    }
  }

  /** A worker with a badge and a PIN, and the address at which they are sent. */
  final class Claimant {
    final Door door;
    final Worker worker = shop.hire();
    final Map<String, String> right;

    Claimant(Door door) {
      this.door = door;
      JsonObject method = at(Api.methodOf(worker.id())).put("{\"standardQRCode\":{}}").json();
      String pin = method.getJsonObject("pin").getString("code");
      this.right =
          Map.of(
              "qrCode",
              Ward.text(method.getJsonObject("standardQRCode")),
              "pin",
              pin,
              "currentPin",
              pin,
              "newPin",
              Ward.otherThan(pin));
    }

    String pin() {
      return right.get("pin");
    }

    Api.Call call() {
      String self = shop.tokens.user(worker.id(), "Directory.AccessAsUser.All").signed();
      String relyingParty = shop.tokens.application("QrCodePin.SignIn").signed();
      return switch (door) {
        case UPDATE -> shop.api.to(Api.pinOf(worker.id()) + "/updatePin").bearing(self);
        case SIGN_IN -> shop.api.to("/qrCodePin/signIn").bearing(relyingParty);
        case CHANGE -> shop.api.to("/qrCodePin/changePin").bearing(relyingParty);
      };
    }

    /** All members with their right values, as the text between the braces. */
    String rightMembers() {
      return door.members.stream()
          .map(member -> "\"" + member + "\":" + Json.createValue(right.get(member)))
          .collect(Collectors.joining(","));
    }

    /** A body in which only this member is wrong. {@code value} is JSON. */
    String with(String member, String value) {
      return "{"
          + door.members.stream()
              .map(
                  it ->
                      "\""
                          + it
                          + "\":"
                          + (it.equals(member) ? value : Json.createValue(right.get(it))))
              .collect(Collectors.joining(","))
          + "}";
    }

    /** A body in which only this member is missing. */
    String without(String member) {
      return with(member, "null").replace("\"" + member + "\":null", "\"@x\":null");
    }

    Api.Answer sendWith(String member, String text) {
      return send(with(member, Json.createValue(text).toString()));
    }

    Api.Answer send(String body) {
      return call().post(body);
    }

    /** Sends a request that must change nothing: no charge and no audit row. */
    Api.Answer refused(Supplier<Api.Answer> request) {
      return BadProof.this.refused(worker, request);
    }

    String failures() {
      return shop.database.value(
          "select failures || ' ' || open_charges from attempt_ledger where subscriber_id = ?",
          worker.id());
    }

    @Override
    public String toString() {
      return "Claimant[hidden]";
    }
  }

  /** The method is disabled in the shop, and nobody can sign in until it is enabled. */
  void whileEnabled(Runnable test) {
    Api.Call configuration =
        shop.api
            .to(
                "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin")
            .bearing(shop.tokens.application("Policy.ReadWrite.AuthenticationMethod").signed());
    assertThat(configuration.patch("{\"state\":\"enabled\"}").status()).isEqualTo(200);
    try {
      test.run();
    } finally {
      configuration.delete();
    }
  }
}
