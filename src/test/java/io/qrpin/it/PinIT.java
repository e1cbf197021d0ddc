package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PIN is created, read, reset and deleted, as in Graph. */
@ExtendWith(Shop.Keeper.class)
class PinIT {

  private final Shop shop;
  private final Api api;
  private final String token;

  PinIT(Shop shop) {
    this.shop = shop;
    this.api = shop.api;
    this.token = shop.tokens.administrator().signed();
  }

  @Test
  void aChosenPinIsCreatedAndShownOnce() {
    Worker worker = shop.hire();

    Api.Answer created =
        pin(worker).patch("{\"@odata.type\": \"#microsoft.graph.qrPin\", \"code\": \"09599786\"}");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Cache-Control")).isEqualTo("no-store");
    JsonObject pin = created.json();
    assertThat(pin.keySet())
        .containsExactly(
            "@odata.type",
            "id",
            "code",
            "forceChangePinNextSignIn",
            "createdDateTime",
            "updatedDateTime");
    assertThat(pin.getString("@odata.type")).isEqualTo("#microsoft.graph.qrPin");
    assertThat(pin.getString("code")).isEqualTo("09599786");
    assertThat(pin.getBoolean("forceChangePinNextSignIn")).isTrue();
    assertThat(pin.getString("updatedDateTime")).isEqualTo(pin.getString("createdDateTime"));
    assertThat(Instant.parse(pin.getString("createdDateTime")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
  }

  @Test
  void aPinIsReadWithoutItsCodeAndWithTheSameInstants() {
    Worker worker = shop.hire();
    JsonObject created = pin(worker).patch("{}").json();

    JsonObject read = pin(worker).get().json();

    assertThat(read.get("code")).isEqualTo(JsonValue.NULL);
    for (String same : List.of("id", "createdDateTime", "updatedDateTime", "@odata.type")) {
      assertThat(read.getString(same)).isEqualTo(created.getString(same));
    }
    assertThat(read.getBoolean("forceChangePinNextSignIn")).isTrue();
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {"{}", "{\"code\":null}", "{\"code\":\"\"}", "{\"pin\":\"\"}", "{\"pin\":null}"})
  void withoutAChosenPinARandomOneHasThePolicysLength(String body) {
    Worker worker = shop.hire();

    String first = pin(worker).patch(body).json().getString("code");
    String second = pin(worker).patch(body).json().getString("code");

    assertThat(first).matches("[0-9]{8}");
    assertThat(second).matches("[0-9]{8}").isNotEqualTo(first);
  }

  @Test
  void aResetKeepsIdAndCreationAndMovesTheUpdate() {
    Worker worker = shop.hire();
    JsonObject created = pin(worker).patch("{}").json();

    JsonObject reset = pin(worker).patch("{}").json();

    assertThat(reset.getString("id")).isEqualTo(created.getString("id"));
    assertThat(reset.getString("createdDateTime")).isEqualTo(created.getString("createdDateTime"));
    assertThat(Instant.parse(reset.getString("updatedDateTime")))
        .isAfter(Instant.parse(created.getString("updatedDateTime")));
    assertThat(reset.getBoolean("forceChangePinNextSignIn")).isTrue();
    assertThat(generation(worker)).isEqualTo("2");
  }

  @Test
  void aDeletedPinIsGoneAndASecondDeleteFindsNothing() {
    Worker worker = shop.hire();
    pin(worker).patch("{}");

    assertThat(pin(worker).delete().status()).isEqualTo(204);

    assertThat(pin(worker).get().status()).isEqualTo(404);
    Api.Answer again = pin(worker).delete();
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.code()).isEqualTo("resourceNotFound");
    assertThat(
            shop.database.column(
                "select id from qr_code_pin_method where subscriber_id = ?", worker.id()))
        .isEmpty();
  }

  @Test
  void aPinThatIsSetAfterADeleteIsANewOne() {
    Worker worker = shop.hire();
    String first = pin(worker).patch("{}").json().getString("id");
    pin(worker).delete();

    assertThat(pin(worker).patch("{}").json().getString("id")).isNotEqualTo(first);
  }

  @Test
  void everyChangeRecordsOneAuditRowWithActorEventAndRequest() {
    Worker worker = shop.hire();
    String created = pin(worker).patch("{}").header("request-id");
    String reset = pin(worker).patch("{}").header("request-id");
    String deleted = pin(worker).delete().header("request-id");
    pin(worker).get();
    pin(worker).delete();

    assertThat(
            shop.database.column(
                "select concat_ws(' ', event, actor_kind, actor_id, client_id, request_id)"
                    + " from credential_event where subscriber_id = ? order by occurred_at, id",
                worker.id()))
        .containsExactly(
            "PinCreated application client-1 client-1 " + created,
            "PinReset application client-1 client-1 " + reset,
            "PinRevoked application client-1 client-1 " + deleted);
  }

  @Test
  void aTemporaryPinExpiresInSevenDays() {
    Worker worker = shop.hire();
    Instant updated = Instant.parse(pin(worker).patch("{}").json().getString("updatedDateTime"));

    String lifetime =
        shop.database.value(
            "select extract(epoch from expires_at - updated_at)::bigint"
                + " from qr_pin where subscriber_id = ?",
            worker.id());

    assertThat(Duration.ofSeconds(Long.parseLong(lifetime))).isEqualTo(Duration.ofDays(7));
    assertThat(updated).isBefore(Instant.now());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users/%s/authentication/qrcodepinmethod/pin",
        "/beta/users/%s/authentication/qrCodePinMethod/pin",
        "/v1.0/users/%s/authentication/qrCodePinMethod/pin",
        "/BETA/Users/%s/AUTHENTICATION/QRCODEPINMETHOD/PIN",
        "/V1.0/uSERS/%s/aUTHENTICATION/QrCodePinMethod/Pin"
      })
  void bothVersionsAndNoneAreServedInAnyCase(String path) {
    Worker worker = shop.hire();
    pin(worker).patch("{}");

    assertThat(at(path.formatted(worker.id())).get().status()).isEqualTo(200);
    assertThat(at(path.formatted(worker.name())).get().status()).isEqualTo(200);
    assertThat(at(path.formatted(worker.name().toUpperCase(java.util.Locale.ROOT))).get().status())
        .isEqualTo(200);
  }

  @Test
  void anIdIsTriedBeforeANameAndComparedExactly() {
    Worker named = shop.hire();
    Worker identified = shop.hireAs(named.name());
    pin(identified).patch("{}");

    assertThat(at(Api.pinOf(named.name())).get().status()).isEqualTo(200);
    assertThat(at(Api.pinOf(named.id())).get().status()).isEqualTo(404);
    assertThat(at(Api.pinOf(named.id().toUpperCase(java.util.Locale.ROOT))).get().status())
        .isEqualTo(404);
  }

  @Test
  void aNameWithAPlusIsTakenAsItIs() {
    Worker worker = shop.hire();
    shop.database.update(
        "update directory_user set user_principal_name = ? where id = ?",
        "plus+" + worker.name(),
        worker.id());
    pin(worker).patch("{}");

    assertThat(at(Api.pinOf("plus+" + worker.name())).get().status()).isEqualTo(200);
    assertThat(at(Api.pinOf("plus%2B" + worker.name())).get().status()).isEqualTo(200);
    assertThat(at(Api.pinOf("plus%20" + worker.name())).get().status()).isEqualTo(404);
  }

  @Test
  void everyAnswerHasARequestIdAndRepeatsTheClientsWellFormedId() {
    Worker worker = shop.hire();

    Api.Answer plain = pin(worker).get();
    Api.Answer named = pin(worker).with("client-request-id", "abc-123").get();
    Api.Answer harmful = pin(worker).with("client-request-id", "<b>").get();

    assertThat(plain.header("request-id")).isNotBlank();
    assertThat(plain.error().getJsonObject("innerError").getString("request-id"))
        .isEqualTo(plain.header("request-id"));
    assertThat(named.header("client-request-id")).isEqualTo("abc-123");
    assertThat(named.header("request-id")).isNotEqualTo(plain.header("request-id"));
    assertThat(harmful.header("client-request-id")).isEqualTo(harmful.header("request-id"));
  }

  @Test
  void aSelectIsHonoured() {
    Worker worker = shop.hire();
    pin(worker).patch("{}");

    assertThat(at(Api.pinOf(worker.id()) + "?$select=id,code").get().json())
        .containsOnlyKeys("@odata.type", "id", "code");
    assertThat(at(Api.pinOf(worker.id()) + "?$expand=x").get().json()).hasSize(6);
    assertThat(at(Api.pinOf(worker.id()) + "?$select=id").patch("{}").json())
        .as("the code is shown")
        .hasSize(6);
  }

  @Test
  void theStoredHashIsWrappedAndSelfDescribing() {
    Worker worker = shop.hire();
    pin(worker).patch("{}");

    assertThat(shop.database.value("select hash from qr_pin where subscriber_id = ?", worker.id()))
        .startsWith("$argon2id-a256gcm-2$v=19$m=7168,t=5,p=1,keyid=it$");
  }

  @Test
  void theNativeLibraryHashesInsideTheServer() {
    assertThat(shop.server.everythingLogged()).contains("PINs are hashed by libsodium");
  }

  private String generation(Worker worker) {
    return shop.database.value(
        "select generation from qr_pin where subscriber_id = ?", worker.id());
  }

  private Api.Call pin(Worker worker) {
    return at(Api.pinOf(worker.id()));
  }

  private Api.Call at(String path) {
    return api.to(path).bearing(token);
  }
}
