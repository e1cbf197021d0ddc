package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static io.qrpin.it.GraphErrors.assertSilentAbout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies with which no PIN can be proven. They charge no attempt. */
class BadProofBodyIT extends BadProof {

  BadProofBodyIT(Shop shop) {
    super(shop);
  }

  static Stream<Arguments> doorsAndMembers() {
    return Stream.of(Door.values())
        .flatMap(door -> door.members.stream().map(member -> arguments(door, member)));
  }

  @ParameterizedTest(name = "{index} {0}, {1}")
  @MethodSource("doorsAndMembers")
  void aMemberThatIsMissingEmptyOrNoTextIsABadRequestThatNamesItAndChargesNothing(
      Door door, String member) {
    Claimant claimant = new Claimant(door);
    String text = Json.createValue(claimant.right.get(member)).toString();
    String pin = claimant.pin();
    List<String> bodies = new ArrayList<>();
    for (String value :
        List.of(
            "null",
            "\"\"",
            "true",
            "0",
            "1" + pin,
            "1" + pin + ".0",
            "1e7",
            "[]",
            "[" + text + "]",
            "{}",
            "{\"value\":" + text + "}")) {
      bodies.add(claimant.with(member, value));
    }
    bodies.add(claimant.without(member));

    for (String body : bodies) {
      Api.Answer answer = claimant.refused(() -> claimant.send(body));
      JsonObject error = assertError(answer, 400, "badRequest");
      assertThat(error.getString("target")).isEqualTo(member);
      assertSilentAbout(pin, answer);
      assertSilentAbout(claimant.right.get("newPin"), answer);
      assertSilentAbout(claimant.right.get("qrCode"), answer);
    }
  }

  @ParameterizedTest(name = "{index} {0}, {1}")
  @MethodSource("doorsAndMembers")
  void anUnknownMemberIsABadRequestThatNamesItAndChargesNothing(Door door, String member) {
    Claimant claimant = new Claimant(door);
    String text = Json.createValue(claimant.right.get(member)).toString();
    String upper = member.toUpperCase(Locale.ROOT);

    for (String name : List.of("other", upper)) {
      String renamed =
          claimant.with(member, text).replace("\"" + member + "\"", "\"" + name + "\"");
      String added = "{" + claimant.rightMembers() + ",\"" + name + "\":" + text + "}";
      for (String body : List.of(renamed, added)) {
        Api.Answer answer = claimant.refused(() -> claimant.send(body));
        JsonObject error = assertError(answer, 400, "badRequest");
        assertThat(error.getString("target")).isEqualTo(name);
        assertThat(error.getString("message").contains(" " + member + ";"))
            .as("names the member that exists")
            .isEqualTo(name.equals(upper));
        assertSilentAbout(claimant.pin(), answer);
      }
    }
  }

  @ParameterizedTest(name = "{index} {0}, {1}")
  @MethodSource("doorsAndMembers")
  void halfASurrogatePairIsABadRequestThatNamesItsMemberAndChargesNothing(
      Door door, String member) {
    Claimant claimant = new Claimant(door);

    Api.Answer answer =
        claimant.refused(() -> claimant.send(claimant.with(member, "\"a\\ud800b\"")));

    assertThat(assertError(answer, 400, "badRequest").getString("target")).isEqualTo(member);
  }

  @ParameterizedTest(name = "{index} {0}, {1}")
  @MethodSource("doorsAndMembers")
  void theSameMemberTwiceIsABadRequestAndChargesNothing(Door door, String member) {
    Claimant claimant = new Claimant(door);
    String right = claimant.rightMembers();
    String again = Json.createValue(claimant.right.get(member)).toString();
    String escaped = "\\u%04x%s".formatted((int) member.charAt(0), member.substring(1));

    for (String body :
        List.of(
            "{" + right + ",\"" + member + "\":" + again + "}",
            "{\"" + member + "\":\"09599786\"," + right + "}",
            "{" + right + ",\"" + member + "\":null}",
            "{" + right + ",\"" + escaped + "\":" + again + "}",
            "{" + right + ",\"x\":{\"" + member + "\":1,\"" + member + "\":1}}")) {
      Api.Answer answer = claimant.refused(() -> claimant.send(body));
      assertError(answer, 400, "badRequest");
      assertSilentAbout(claimant.pin(), answer);
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void whereAPinIsProvenABodyThatIsNotOneJsonObjectIsABadRequestAndChargesNothing(Door door) {
    Claimant claimant = new Claimant(door);
    String right = "{" + claimant.rightMembers() + "}";

    Stream.concat(
            malformedBodies().map(it -> (byte[]) it.get()[1]),
            Stream.of("[" + right + "]", right + right, right + "x", right.replace('"', '\''))
                .map(BadInput::bytes))
        .forEach(
            body ->
                assertError(
                    claimant.refused(
                        () ->
                            claimant
                                .call()
                                .with("Content-Type", "application/json")
                                .send("POST", BodyPublishers.ofByteArray(body))),
                    400,
                    "badRequest"));
    assertError(
        claimant.refused(() -> claimant.call().send("POST", BodyPublishers.noBody())),
        400,
        "badRequest");
    assertError(claimant.refused(() -> claimant.send("")), 400, "badRequest");
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void whereAPinIsProvenABodyMayHave64KibAndNotOneByteMore(Door door) {
    Claimant claimant = new Claimant(door);
    String right = "{" + claimant.rightMembers() + "}";
    byte[] tooLarge = bytes(right + " ".repeat(MAX_BYTES + 1 - bytes(right).length));

    for (byte[] body : List.of(tooLarge, padded(TWO_MEGABYTES))) {
      for (String manner : List.of("with a length", "in chunks")) {
        assertError(
            claimant.refused(
                () ->
                    claimant
                        .call()
                        .with("Content-Type", "application/json")
                        .send("POST", publisher(body, manner))),
            413,
            "requestTooLarge");
      }
    }
    whileEnabled(
        () ->
            assertThat(
                    claimant
                        .call()
                        .post(right + " ".repeat(MAX_BYTES - bytes(right).length))
                        .status())
                .isIn(200, 204));
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void whereAPinIsProvenAWrongMediaTypeIsRefusedAndChargesNothing(Door door) {
    Claimant claimant = new Claimant(door);
    String right = "{" + claimant.rightMembers() + "}";

    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
      assertError(
          claimant.refused(
              () ->
                  claimant
                      .call()
                      .with("Content-Type", type)
                      .send("POST", BodyPublishers.ofString(right))),
          415,
          "unsupportedMediaType");
    }
    assertError(
        claimant.refused(() -> claimant.call().with("Accept", "text/html").post(right)),
        406,
        "notAcceptable");
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void whereAPinIsProvenOtherMethodsAreNotAllowedAndChargeNothing(Door door) {
    Claimant claimant = new Claimant(door);
    String right = "{" + claimant.rightMembers() + "}";
    boolean alsoByPatch = door == Door.UPDATE;

    for (String method :
        alsoByPatch ? List.of("GET", "PUT", "DELETE") : List.of("GET", "PUT", "DELETE", "PATCH")) {
      Api.Answer answer =
          claimant.refused(
              () ->
                  claimant
                      .call()
                      .with("Content-Type", "application/json")
                      .send(method, BodyPublishers.ofString(right)));
      assertError(answer, 405, "methodNotAllowed");
      List<String> allowed =
          answer.headers("Allow").stream().flatMap(it -> Stream.of(it.split("[, ]+"))).toList();
      assertThat(allowed).contains("POST").doesNotContain("GET", "PUT", "DELETE");
      assertThat(allowed.contains("PATCH")).isEqualTo(alsoByPatch);
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void whereAPinIsProvenAnnotationsAreIgnored(Door door) {
    whileEnabled(
        () -> {
          Claimant claimant = new Claimant(door);
          String more = ",\"@odata.type\":\"#x\",\"user@odata.bind\":{\"id\":\"x\"},\"@a\":null}";

          assertThat(claimant.send("{" + claimant.rightMembers() + more).status()).isIn(200, 204);
        });
  }
}
