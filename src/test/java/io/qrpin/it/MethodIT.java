package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrToken;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker is enrolled, gets another badge and a temporary code, and leaves, as in Graph. */
@ExtendWith(Shop.Keeper.class)
class MethodIT {

  private static final String NOTHING_BUT_A_BADGE = "{\"standardQRCode\":{}}";

  private final Shop shop;
  private final String token;

  MethodIT(Shop shop) {
    this.shop = shop;
    this.token = shop.tokens.administrator().signed();
  }

  @Test
  void anEnrolmentShowsBadgeAndPinOnce() {
    Worker worker = shop.hire();

    Api.Answer answer = put(worker, NOTHING_BUT_A_BADGE);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location"))
        .endsWith("/qrpin/beta/users/" + worker.id() + "/authentication/qrCodePinMethod");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    JsonObject method = answer.json();
    assertThat(method.keySet())
        .containsExactly(
            "@odata.type",
            "id",
            "createdDateTime",
            "lastUsedDateTime",
            "standardQRCode",
            "temporaryQRCode",
            "pin");
    assertThat(method.get("temporaryQRCode")).isEqualTo(JsonValue.NULL);
    assertThat(method.getJsonObject("pin").getString("code")).matches("[0-9]{8}");
    JsonObject code = method.getJsonObject("standardQRCode");
    JsonObject image = code.getJsonObject("image");
    String content = decoded(image.getString("rawContent"));
    assertThat(content).matches("2[0-9]{53}");
    assertThat(decoded(image.getString("binaryValue"))).startsWith("<?xml").contains("<svg");
    assertThat(image.getString("errorCorrectionLevel")).isEqualTo("h");
    assertThat(image.getInt("version")).isEqualTo(3);
    assertThat(Duration.between(instant(code, "startDateTime"), instant(code, "expireDateTime")))
        .isEqualTo(Duration.ofDays(365));

    JsonObject read = get(worker, "").json();

    assertThat(read.getString("id")).isEqualTo(method.getString("id"));
    assertThat(read.getJsonObject("pin").get("code")).isEqualTo(JsonValue.NULL);
    assertThat(read.getJsonObject("standardQRCode").get("image")).isEqualTo(JsonValue.NULL);
    QrToken token = BadgeText.parse(content).orElseThrow().token();
    String secret = token.expose(ascii -> new String(ascii, StandardCharsets.US_ASCII));
    for (String form : List.of(content, secret)) {
      assertThat(shop.database.everything().contains(form)).isFalse();
      assertThat(shop.server.everythingLogged().contains(form)).isFalse();
    }
    assertThat(events(worker))
        .containsExactlyInAnyOrder("MethodCreated", "QrCodeIssued", "PinCreated");
  }

  @Test
  void aSecondEnrolmentIsRefusedWhileTheFirstIsActive() {
    Worker worker = enrolled();

    assertThat(put(worker, NOTHING_BUT_A_BADGE).code()).isEqualTo("tooManyQRCodePinMethod");
  }

  @Test
  void aMethodWithAPinAloneIsReplaced() {
    Worker worker = shop.hire();
    call(worker, "/pin").patch("{}");
    String former = get(worker, "").json().getString("id");

    JsonObject method = put(worker, NOTHING_BUT_A_BADGE).json();

    assertThat(method.getString("id")).isNotEqualTo(former);
    assertThat(shop.verifier.isPinOf(worker.id(), method.getJsonObject("pin").getString("code")))
        .isTrue();
  }

  @Test
  void aMethodWhoseCodesHaveExpiredIsReplacedAndShowsThemUntilThen() {
    Worker worker = enrolled();
    expire(worker);
    assertThat(get(worker, "").json().get("standardQRCode")).isNotEqualTo(JsonValue.NULL);

    assertThat(put(worker, NOTHING_BUT_A_BADGE).status()).isEqualTo(201);
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no badge | {} | standardQRCodeRequired",
        "a null badge | {\"standardQRCode\":null} | standardQRCodeRequired",
        "a temporary code | {\"standardQRCode\":{},\"temporaryQRCode\":{}}"
            + " | standardQRCodeRequired",
        "a short PIN | {\"standardQRCode\":{},\"pin\":{\"code\":\"1\"}} | pinTooShort",
        "a long PIN | {\"standardQRCode\":{},\"pin\":{\"code\":\"123456789012345678901\"}}"
            + " | pinTooLong",
        "a weak PIN | {\"standardQRCode\":{},\"pin\":{\"code\":\"12345678\"}} | pinTooWeak",
        "letters | {\"standardQRCode\":{},\"pin\":{\"code\":\"abcdefgh\"}} | pinTooShort",
        "an array | {\"standardQRCode\":[]} | badRequest",
        "no date | {\"standardQRCode\":{\"startDateTime\":\"soon\"}} | badRequest",
        "a 30th of February | {\"standardQRCode\":{\"startDateTime\":\"2027-02-30T00:00:00Z\"}}"
            + " | badRequest",
        "another type | {\"@odata.type\":\"#microsoft.graph.qrPin\",\"standardQRCode\":{}}"
            + " | badRequest",
        "an expiry before the start | {\"standardQRCode\":{\"startDateTime\":"
            + "\"2026-01-02T00:00:00Z\",\"expireDateTime\":\"2026-01-01T00:00:00Z\"}}"
            + " | invalidDateTimeRange",
        "an expiry in the past | {\"standardQRCode\":{\"startDateTime\":"
            + "\"2020-01-01T00:00:00Z\",\"expireDateTime\":\"2020-01-02T00:00:00Z\"}}"
            + " | invalidDateTimeRange"
      })
  void anEnrolmentIsRefusedAndChangesNothing(String what, String body, String code) {
    Worker worker = shop.hire();

    Api.Answer answer = put(worker, body);

    assertThat(answer.status()).as(what).isEqualTo(400);
    assertThat(answer.code()).as(what).isEqualTo(code);
    assertThat(get(worker, "").status()).isEqualTo(404);
    assertThat(events(worker)).isEmpty();
  }

  @ParameterizedTest(name = "{index} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"standardQRCode\":{\"expireDatetime\":\"2027-01-01T00:00:00Z\"}}"
            + " | standardQRCode/expireDatetime | expireDateTime",
        "{\"standardQRCode\":{},\"Pin\":{\"code\":\"71938264\"}} | Pin | pin",
        "{\"standardQRCode\":{},\"pin\":{\"Code\":\"71938264\"}} | pin/Code | code",
        "{\"standardQRCode\":{},\"temporaryQRCode\":{\"Id\":1}} | temporaryQRCode/Id | id"
      })
  void aMisspeltMemberIsRefusedByNameAndChangesNothing(String body, String target, String meant) {
    Worker worker = shop.hire();

    Api.Answer answer = put(worker, body);

    assertThat(answer.code()).isEqualTo("badRequest");
    assertThat(answer.error().getString("target")).isEqualTo(target);
    assertThat(answer.error().getString("message")).contains("There is " + meant + ";");
    assertThat(answer.body()).doesNotContain("71938264");
    assertThat(get(worker, "").status()).isEqualTo(404);
    assertThat(events(worker)).isEmpty();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"/standardQRCode", "/temporaryQRCode"})
  void aMisspeltMemberOfACodeIsRefusedByNameAndChangesNothing(String code) {
    Worker worker = enrolled();
    JsonObject before = get(worker, "").json();
    Instant now = Instant.now();
    String dates = dates(now, Duration.ofHours(8)).replace("}", "");

    Api.Answer miscased = call(worker, code).patch(dates + ",\"StartDateTime\":null}");
    Api.Answer unknown = call(worker, code).patch(dates + ",\"lifetime\":7}");

    assertThat(miscased.error().getString("target")).isEqualTo("StartDateTime");
    assertThat(miscased.error().getString("message")).contains("There is startDateTime;");
    assertThat(unknown.error().getString("target")).isEqualTo("lifetime");
    assertThat(get(worker, "").json()).isEqualTo(before);
  }

  @Test
  void theLifetimeOfABadgeIsBoundedWithFiveMinutesToleranceOnBothSides() {
    Instant start = Instant.parse("2026-11-01T00:00:00Z").plus(Duration.ofDays(100));
    Duration most = Duration.ofDays(395).plusMinutes(5);
    Duration least = Duration.ofDays(1).minusMinutes(5);

    assertThat(enrolFor(start, most).status()).isEqualTo(201);
    assertThat(enrolFor(start, most.plusSeconds(1)).code()).isEqualTo("qrCodeLifeTimeExceedLimit");
    assertThat(enrolFor(start, least).status()).isEqualTo(201);
    assertThat(enrolFor(start, least.minusSeconds(1)).code()).isEqualTo("qrCodeLifeTimeTooShort");
  }

  @Test
  void theLifetimeOfATemporaryCodeIsBoundedWithFiveMinutesToleranceOnBothSides() {
    Instant start = Instant.now();
    Duration most = Duration.ofHours(12).plusMinutes(5);
    Duration least = Duration.ofHours(1).minusMinutes(5);

    assertThat(temporary(enrolled(), start, most).status()).isEqualTo(201);
    assertThat(temporary(enrolled(), start, most.plusSeconds(1)).code())
        .isEqualTo("qrCodeLifeTimeExceedLimit");
    assertThat(temporary(enrolled(), start, least).status()).isEqualTo(201);
    assertThat(temporary(enrolled(), start, least.minusSeconds(1)).code())
        .isEqualTo("qrCodeLifeTimeTooShort");
  }

  @Test
  void aClientWhoseClockIsAheadGetsABadgeFor395Days() {
    Worker worker = shop.hire();
    Instant expiry = Instant.now().plusSeconds(90).plus(Duration.ofDays(395));

    Api.Answer answer = put(worker, "{\"standardQRCode\":{\"expireDateTime\":\"" + expiry + "\"}}");

    assertThat(answer.status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "2027-03-28T01:30:00+01:00, 2027-03-28T00:30:00Z",
    "2027-03-28T03:30:00+02:00, 2027-03-28T01:30:00Z",
    "2027-02-28T23:59:59.123456789-05:30, 2027-03-01T05:29:59.123456Z",
    "2027-01-01T00:00:00, 2027-01-01T00:00:00Z",
    "2027-10-31T02:00:00.5+00:00, 2027-10-31T02:00:00.500Z"
  })
  void aDateIsTheSameInstantWhateverItsOffset(String sent, String stored) {
    Worker worker = shop.hire();

    JsonObject code =
        put(worker, "{\"standardQRCode\":{\"startDateTime\":\"" + sent + "\"}}")
            .json()
            .getJsonObject("standardQRCode");

    assertThat(code.getString("startDateTime")).isEqualTo(stored);
    assertThat(get(worker, "/standardQRCode").json().getString("startDateTime")).isEqualTo(stored);
  }

  @Test
  void aLostBadgeIsDeletedAndAnotherIssuedAndThePinStays() {
    Worker worker = enrolled();
    JsonObject pin = get(worker, "/pin").json();
    String former = get(worker, "/standardQRCode").json().getString("id");

    assertThat(call(worker, "/standardQRCode").delete().status()).isEqualTo(204);
    assertThat(get(worker, "/standardQRCode").status()).isEqualTo(404);
    assertThat(call(worker, "/standardQRCode").delete().status()).isEqualTo(404);
    Api.Answer issued = call(worker, "/standardQRCode").patch("{}");

    assertThat(issued.status()).isEqualTo(201);
    assertThat(issued.header("Location")).endsWith("/qrCodePinMethod/standardQRCode");
    assertThat(issued.json().getString("id")).isNotEqualTo(former);
    assertThat(issued.json().getJsonObject("image")).isNotNull();
    assertThat(get(worker, "/pin").json()).isEqualTo(pin);
    assertThat(events(worker)).endsWith("QrCodeRevoked", "QrCodeIssued");
  }

  @Test
  void anActiveBadgeIsExtendedAndNotIssuedTwice() {
    Worker worker = enrolled();
    JsonObject before = get(worker, "/standardQRCode").json();
    String later = instant(before, "startDateTime").plus(Duration.ofDays(395)).toString();

    Api.Answer extended =
        call(worker, "/standardQRCode").patch("{\"expireDateTime\":\"" + later + "\"}");
    Api.Answer second =
        call(worker, "/standardQRCode").patch("{\"startDateTime\":\"" + Instant.now() + "\"}");

    assertThat(extended.status()).isEqualTo(200);
    assertThat(extended.json().getString("id")).isEqualTo(before.getString("id"));
    assertThat(extended.json().getString("expireDateTime")).isEqualTo(later);
    assertThat(extended.json().get("image")).isEqualTo(JsonValue.NULL);
    assertThat(second.code()).isEqualTo("ActiveQRCodeExisted");
    assertThat(call(worker, "/standardQRCode").patch("{}").code()).isEqualTo("badRequest");
    assertThat(events(worker)).endsWith("QrCodeExtended");
  }

  @Test
  void aBadgeThatIsReadCanBeSentBackWithAnotherExpiry() {
    Worker worker = enrolled();
    JsonObject read = get(worker, "/standardQRCode").json();
    String later = instant(read, "startDateTime").plus(Duration.ofDays(300)).toString();
    List<String> before = events(worker);

    Api.Answer same = call(worker, "/standardQRCode").patch(read.toString());
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.json()).isEqualTo(read);
    assertThat(events(worker)).isEqualTo(before);

    JsonObject changed = Json.createObjectBuilder(read).add("expireDateTime", later).build();
    Api.Answer extended = call(worker, "/standardQRCode").patch(changed.toString());
    assertThat(extended.status()).isEqualTo(200);
    assertThat(extended.json()).isEqualTo(changed);
    assertThat(get(worker, "/standardQRCode").json()).isEqualTo(changed);
    assertThat(events(worker)).endsWith("QrCodeExtended");

    String another = instant(read, "startDateTime").plusNanos(1_000).toString();
    JsonObject moved = Json.createObjectBuilder(read).add("startDateTime", another).build();
    assertThat(call(worker, "/standardQRCode").patch(moved.toString()).code())
        .isEqualTo("ActiveQRCodeExisted");
  }

  @Test
  void aTemporaryCodeThatIsReadCanBeSentBackUnchanged() {
    Worker worker = enrolled();
    temporary(worker, Instant.now(), Duration.ofHours(8));
    JsonObject read = get(worker, "/temporaryQRCode").json();
    List<String> before = events(worker);

    Api.Answer same = call(worker, "/temporaryQRCode").patch(read.toString());
    String later = instant(read, "expireDateTime").plusSeconds(60).toString();
    JsonObject changed = Json.createObjectBuilder(read).add("expireDateTime", later).build();

    assertThat(same.status()).isEqualTo(200);
    assertThat(same.json()).isEqualTo(read);
    assertThat(call(worker, "/temporaryQRCode").patch(changed.toString()).code())
        .isEqualTo("ActiveQRCodeExisted");
    assertThat(get(worker, "/temporaryQRCode").json()).isEqualTo(read);
    assertThat(events(worker)).isEqualTo(before);
  }

  @Test
  void aTemporaryCodeStandsBesideTheBadgeAndCannotBeChanged() {
    Worker worker = enrolled();
    Instant now = Instant.now();

    Api.Answer issued = temporary(worker, now, Duration.ofHours(8));

    assertThat(issued.status()).isEqualTo(201);
    assertThat(issued.header("Location")).endsWith("/qrCodePinMethod/temporaryQRCode");
    assertThat(temporary(worker, now, Duration.ofHours(9)).code()).isEqualTo("ActiveQRCodeExisted");
    assertThat(get(worker, "").json().getJsonObject("temporaryQRCode").getString("id"))
        .isEqualTo(issued.json().getString("id"));
    assertThat(call(worker, "/temporaryQRCode").patch("{}").code()).isEqualTo("badRequest");
    assertThat(call(worker, "/temporaryQRCode").delete().status()).isEqualTo(204);
    assertThat(get(worker, "/temporaryQRCode").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/standardQRCode", "/temporaryQRCode"})
  void withoutAMethodNoCodeIsIssued(String code) {
    Worker worker = shop.hire();
    String dates =
        "{\"startDateTime\":\"%s\",\"expireDateTime\":\"%s\"}"
            .formatted(Instant.now(), Instant.now().plus(Duration.ofHours(30)));

    assertThat(call(worker, code).patch(dates).status()).isEqualTo(404);
    assertThat(get(worker, code).status()).isEqualTo(404);
    assertThat(call(worker, code).delete().status()).isEqualTo(404);
  }

  @Test
  void aWorkerWhoLeavesHasNothingLeft() {
    Worker worker = enrolled();
    temporary(worker, Instant.now(), Duration.ofHours(2));

    assertThat(call(worker, "").delete().status()).isEqualTo(204);

    for (String what : List.of("", "/pin", "/standardQRCode", "/temporaryQRCode")) {
      assertThat(get(worker, what).status()).isEqualTo(404);
    }
    assertThat(call(worker, "").delete().status()).isEqualTo(404);
    assertThat(events(worker)).endsWith("MethodDeleted");
    assertThat(
            shop.database.value(
                "select count(*) from qr_code where subscriber_id = ?", worker.id()))
        .isEqualTo("0");
  }

  @Test
  void aDeletedPinLeavesTheCodesAndTheLastCredentialTakesTheMethod() {
    Worker worker = enrolled();

    assertThat(call(worker, "/pin").delete().status()).isEqualTo(204);
    assertThat(get(worker, "").json().get("pin")).isEqualTo(JsonValue.NULL);
    assertThat(call(worker, "/standardQRCode").delete().status()).isEqualTo(204);
    assertThat(get(worker, "").status()).isEqualTo(404);
  }

  @Test
  void theListHasTheOneMethodWhichIsAlsoFoundById() {
    Worker worker = shop.hire();
    String list = "/v1.0/users/" + worker.id() + "/authentication/methods";
    assertThat(at(list).get().json().getJsonArray("value")).isEmpty();
    put(worker, NOTHING_BUT_A_BADGE);

    JsonObject method = at(list).get().json().getJsonArray("value").getJsonObject(0);

    assertThat(method.getString("@odata.type"))
        .isEqualTo("#microsoft.graph.qrCodePinAuthenticationMethod");
    assertThat(method).doesNotContainKey("lastUsedDateTime");
    assertThat(at(list + "/" + method.getString("id")).get().json()).isEqualTo(method);
    assertThat(at(list + "/another").get().status()).isEqualTo(404);
  }

  @Test
  void keysInParenthesesAreTheSameAddresses() {
    Worker worker = enrolled();
    String keyed = "/beta/users('" + worker.id() + "')/authentication/";
    JsonObject method = get(worker, "").json();

    assertThat(at(keyed + "qrCodePinMethod").get().json()).isEqualTo(method);
    String id = method.getString("id");
    for (String spelling : List.of(id, id.toUpperCase(Locale.ROOT))) {
      assertThat(at(keyed + "methods('" + spelling + "')").get().json()).isEqualTo(method);
    }
    assertThat(at(keyed + "methods('another')").get().code()).isEqualTo("resourceNotFound");
    assertThat(at("/users('nobody')/authentication/methods").get().code())
        .isEqualTo("resourceNotFound");
    String stranger = shop.tokens.application("User.Read.All").signed();
    assertThat(shop.api.to(keyed + "qrCodePinMethod").bearing(stranger).get().code())
        .isEqualTo("accessDenied");

    call(worker, "/standardQRCode").delete();
    Api.Answer issued = at(keyed + "qrCodePinMethod/standardQRCode").patch("{}");
    assertThat(issued.header("Location"))
        .isEqualTo(
            shop.server.root()
                + "/beta/users/"
                + worker.id()
                + "/authentication/qrCodePinMethod/standardQRCode");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"/users/{name}", "/users('{name}')"})
  void aGuestIsFoundByTheNameWithItsSigns(String user) {
    Worker guest = shop.hire();
    String name = guest.name().replace("@contoso.example", "_partner.example#EXT#@contoso.example");
    shop.database.update(
        "update directory_user set user_principal_name = ? where id = ?", name, guest.id());
    String path = user.replace("{name}", name.replace("#", "%23"));

    Api.Answer answer =
        at(path + "/authentication/qrCodePinMethod")
            .with("Content-Type", "application/json")
            .send("PUT", java.net.http.HttpRequest.BodyPublishers.ofString(NOTHING_BUT_A_BADGE));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location"))
        .isEqualTo(
            shop.server.root() + "/beta/users/" + guest.id() + "/authentication/qrCodePinMethod");
    assertThat(at(path + "/authentication/qrCodePinMethod/pin").get().status()).isEqualTo(200);
    assertThat(get(guest, "").status()).isEqualTo(200);
    assertThat(shop.server.everythingLogged().contains("SRVE0315E")).isFalse();
  }

  @Test
  void aPinWaitsForABadgeThatStartsLater() {
    Worker worker = shop.hire();
    String start = Instant.now().plus(Duration.ofDays(30)).toString();
    put(worker, "{\"standardQRCode\":{\"startDateTime\":\"" + start + "\"}}");

    assertThat(
            shop.database.value(
                "select p.expires_at = c.starts_at + interval '7 days' from qr_pin p"
                    + " join qr_code c using (subscriber_id) where subscriber_id = ?",
                worker.id()))
        .isEqualTo("t");
  }

  private Worker enrolled() {
    Worker worker = shop.hire();
    assertThat(put(worker, NOTHING_BUT_A_BADGE).status()).isEqualTo(201);
    return worker;
  }

  private void expire(Worker worker) {
    shop.database.update(
        "update qr_code set starts_at = now() - interval '2 days',"
            + " expires_at = now() - interval '1 day' where subscriber_id = ?",
        worker.id());
  }

  private Api.Answer enrolFor(Instant start, Duration lifetime) {
    return put(shop.hire(), "{\"standardQRCode\":" + dates(start, lifetime) + "}");
  }

  private Api.Answer temporary(Worker worker, Instant start, Duration lifetime) {
    return call(worker, "/temporaryQRCode").patch(dates(start, lifetime));
  }

  private static String dates(Instant start, Duration lifetime) {
    return Json.createObjectBuilder()
        .add("startDateTime", start.toString())
        .add("expireDateTime", start.plus(lifetime).toString())
        .build()
        .toString();
  }

  private List<String> events(Worker worker) {
    return shop.database.column(
        "select event from credential_event where subscriber_id = ? order by occurred_at, id",
        worker.id());
  }

  private Api.Answer put(Worker worker, String body) {
    return call(worker, "")
        .with("Content-Type", "application/json")
        .send("PUT", java.net.http.HttpRequest.BodyPublishers.ofString(body));
  }

  private Api.Answer get(Worker worker, String what) {
    return call(worker, what).get();
  }

  private Api.Call call(Worker worker, String what) {
    return at("/beta/users/" + worker.id() + "/authentication/qrCodePinMethod" + what);
  }

  private Api.Call at(String path) {
    return shop.api.to(path).bearing(token);
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static Instant instant(JsonObject json, String member) {
    return Instant.parse(json.getString(member));
  }
}
