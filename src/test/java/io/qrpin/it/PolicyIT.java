package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration of the method is read, changed and restored, as in Graph. */
@ExtendWith(Shop.Keeper.class)
class PolicyIT {

  private static final String POLICY = "/v1.0/policies/authenticationMethodsPolicy";
  private static final String CONFIGURATIONS = POLICY + "/authenticationMethodConfigurations";
  private static final String OURS = CONFIGURATIONS + "/QRCodePin";
  private static final String DEFAULTS =
      """
      {"@odata.type":"#microsoft.graph.qrCodePinAuthenticationMethodConfiguration",\
      "id":"QRCodePin","state":"disabled","pinLength":8,"standardQRCodeLifetimeInDays":365,\
      "excludeTargets":[],"includeTargets@odata.context":\
      "#policies/authenticationMethodsPolicy/authenticationMethodConfigurations('QRCodePin')/\
      microsoft.graph.qrCodePinAuthenticationMethodConfiguration/includeTargets",\
      "includeTargets":[{"id":"all_users","isRegistrationRequired":false,"targetType":"group"}]}""";

  private final Shop shop;

  PolicyIT(Shop shop) {
    this.shop = shop;
  }

  @AfterEach
  void setBack() {
    at(OURS).delete();
  }

  @Test
  void theDefaultsAreGraphs() {
    assertThat(at(OURS).get().body()).isEqualTo(DEFAULTS);
    assertThat(at(CONFIGURATIONS).get().json().getJsonArray("value").get(0).toString())
        .isEqualTo(DEFAULTS);
    JsonObject policy = at(POLICY).get().json();
    assertThat(policy.getString("id")).isEqualTo("authenticationMethodsPolicy");
    assertThat(policy.getJsonArray("authenticationMethodConfigurations").get(0).toString())
        .isEqualTo(DEFAULTS);
  }

  @Test
  void aChangeIsStoredAndMissingMembersStay() {
    Api.Answer changed =
        at(OURS)
            .patch(
                """
                {"state":"enabled","standardQRCodeLifetimeInDays":30,
                 "includeTargets":[{"id":"shop","targetType":"group","isRegistrationRequired":"true"},
                                   {"id":"w1","targetType":"user"}],
                 "excludeTargets":[{"id":"w2","targetType":"user"}]}""");

    assertThat(changed.status()).isEqualTo(200);
    JsonObject read = at(OURS).get().json();
    assertThat(read).isEqualTo(changed.json());
    assertThat(read.getString("state")).isEqualTo("enabled");
    assertThat(read.getInt("pinLength")).isEqualTo(8);
    assertThat(read.getInt("standardQRCodeLifetimeInDays")).isEqualTo(30);
    assertThat(read.getJsonArray("includeTargets").toString())
        .isEqualTo(
            "[{\"id\":\"shop\",\"isRegistrationRequired\":true,\"targetType\":\"group\"},"
                + "{\"id\":\"w1\",\"isRegistrationRequired\":false,\"targetType\":\"user\"}]");
    assertThat(read.getJsonArray("excludeTargets").toString())
        .isEqualTo("[{\"id\":\"w2\",\"targetType\":\"user\"}]");

    assertThat(at(OURS).delete().status()).isEqualTo(204);
    assertThat(at(OURS).get().body()).isEqualTo(DEFAULTS);
  }

  @Test
  void theConfigurationThatIsReadCanBeSentBackWithOneMemberChanged() {
    at(OURS)
        .patch(
            """
            {"includeTargets":[{"id":"shop","targetType":"group","isRegistrationRequired":true}],
             "excludeTargets":[{"id":"w2","targetType":"user"}]}""");
    JsonObject read = at(OURS).get().json();

    Api.Answer same = at(OURS).patch(read.toString());
    JsonObject changed = Json.createObjectBuilder(read).add("pinLength", 9).build();
    Api.Answer longer = at(OURS).patch(changed.toString());

    assertThat(same.status()).isEqualTo(200);
    assertThat(same.json()).isEqualTo(read);
    assertThat(events(same)).isZero();
    assertThat(longer.status()).isEqualTo(200);
    assertThat(longer.json()).isEqualTo(changed);
    assertThat(events(longer)).isEqualTo(1);
  }

  @Test
  void theAddressThatOurAnnotationPrintsIsServed() {
    String keyed = CONFIGURATIONS + "('QRCodePin')";
    String printed = at(OURS).get().json().getString("includeTargets@odata.context");

    assertThat(printed).startsWith("#" + keyed.substring("/v1.0/".length()) + "/");
    assertThat(at(keyed).get().body()).isEqualTo(DEFAULTS);
    assertThat(at(keyed).patch("{\"pinLength\":9}").status()).isEqualTo(200);
    assertThat(at(OURS).get().json().getInt("pinLength")).isEqualTo(9);
    assertThat(at(keyed).delete().status()).isEqualTo(204);
    assertThat(at(OURS).get().body()).isEqualTo(DEFAULTS);
    assertThat(at(CONFIGURATIONS + "('Sms')").get().code()).isEqualTo("resourceNotFound");
  }

  @Test
  void aLongerMinimumBindsTheNextPinAndNotTheStoredOne() {
    Worker worker = shop.hire();
    String token = shop.tokens.administrator().signed();
    Api.Call pin = shop.api.to(Api.pinOf(worker.id())).bearing(token);
    String stored = pin.patch("{}").json().getString("code");

    at(OURS).patch("{\"pinLength\":10}");

    assertThat(shop.verifier.isPinOf(worker.id(), stored)).isTrue();
    assertThat(
            shop.api
                .to(Api.pinOf(worker.id()))
                .bearing(token)
                .patch("{\"code\":\"09599786\"}")
                .code())
        .isEqualTo("pinTooShort");
    assertThat(
            shop.api.to(Api.pinOf(worker.id())).bearing(token).patch("{}").json().getString("code"))
        .hasSize(10);
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "too short a PIN | {\"state\":\"enabled\",\"pinLength\":7} | pinLength",
        "too long a PIN | {\"state\":\"enabled\",\"pinLength\":21} | pinLength",
        "half a digit | {\"pinLength\":8.5} | pinLength",
        "a huge number | {\"pinLength\":1e999999} | pinLength",
        "a length in words | {\"pinLength\":\"eight\"} | pinLength",
        "no day | {\"standardQRCodeLifetimeInDays\":0} | standardQRCodeLifetimeInDays",
        "too many days | {\"standardQRCodeLifetimeInDays\":396} | standardQRCodeLifetimeInDays",
        "another state | {\"state\":\"Enabled\"} | state",
        "no target type | {\"includeTargets\":[{\"id\":\"x\"}]} | includeTargets/targetType",
        "another target type | {\"excludeTargets\":[{\"id\":\"x\",\"targetType\":\"role\"}]}"
            + " | excludeTargets/targetType",
        "no target id | {\"includeTargets\":[{\"targetType\":\"user\"}]} | includeTargets/id",
        "targets that are none | {\"includeTargets\":{}} | includeTargets",
        "a target that is none | {\"includeTargets\":[1]} | includeTargets",
        "a member in another case | {\"PinLength\":9} | PinLength",
        "an unknown member | {\"pinLength\":9,\"length\":9} | length",
        "a member of a target in another case | {\"includeTargets\":"
            + "[{\"ID\":\"x\",\"targetType\":\"user\"}]} | includeTargets/ID",
        "a member that excluded targets do not have | {\"excludeTargets\":"
            + "[{\"id\":\"x\",\"targetType\":\"user\",\"isRegistrationRequired\":true}]}"
            + " | excludeTargets/isRegistrationRequired",
        "half a surrogate pair | {\"includeTargets\":"
            + "[{\"id\":\"a\\ud800b\",\"targetType\":\"user\"}]} | includeTargets/id",
        "another type | {\"@odata.type\":\"#microsoft.graph.qrPin\"} | @odata.type"
      })
  void aBadValueIsRefusedByNameAndNothingIsChanged(String what, String body, String target) {
    Api.Answer answer = at(OURS).patch(body);

    assertThat(answer.status()).as(what).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("badRequest");
    assertThat(answer.error().getString("target")).isEqualTo(target);
    assertThat(at(OURS).get().body()).isEqualTo(DEFAULTS);
  }

  @Test
  void aChangeIsInTheAuditTrailWithOldAndNewValues() {
    String request = at(OURS).patch("{\"pinLength\":12}").header("request-id");
    at(OURS).patch("{\"pinLength\":12}");

    List<String> rows =
        shop.database.column(
            "select event || ': ' || details::text from credential_event"
                + " where request_id = ? and subscriber_id is null",
            request);

    assertThat(rows)
        .containsExactly(
            "ConfigurationChanged: {\"pinLengthDigits.after\": \"12\","
                + " \"pinLengthDigits.before\": \"8\"}");
  }

  @Test
  void aCallerWhoMayOnlyReadIsDeniedWriting() {
    String reader = shop.tokens.application("Policy.Read.AuthenticationMethod").signed();
    String stranger = shop.tokens.administrator().signed();

    assertThat(shop.api.to(OURS).bearing(reader).get().status()).isEqualTo(200);
    assertThat(shop.api.to(OURS).bearing(reader).patch("{}").code()).isEqualTo("accessDenied");
    assertThat(shop.api.to(OURS).bearing(reader).delete().code()).isEqualTo("accessDenied");
    assertThat(shop.api.to(OURS).bearing(stranger).get().code()).isEqualTo("accessDenied");
  }

  private int events(Api.Answer answer) {
    return shop.database
        .column(
            "select event from credential_event where request_id = ?", answer.header("request-id"))
        .size();
  }

  private Api.Call at(String path) {
    return shop.api
        .to(path)
        .bearing(shop.tokens.application("Policy.ReadWrite.AuthenticationMethod").signed());
  }
}
