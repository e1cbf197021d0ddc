package io.qrpin.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.OpenApiDocument;
import io.qrpin.badge.BadgeText;
import io.qrpin.it.Api.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many workers in one request. */
@ExtendWith(Shop.Keeper.class)
class EnrolmentsIT {

  private static final String PATH = "/beta/qrCodePin/enrolments";
  private static final String NDJSON = "application/x-ndjson";
  private static final String KEY = "Idempotency-Key";
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();

  private final Shop shop;
  private final String administrator;

  EnrolmentsIT(Shop shop) {
    this.shop = shop;
    this.administrator = shop.tokens.administrator().signed();
  }

  private Api.Call call() {
    return shop.api.to(PATH).bearing(administrator);
  }

  private static Answer send(Api.Call call, String... lines) {
    return call.with("Content-Type", NDJSON)
        .send("POST", BodyPublishers.ofString(String.join("\n", lines)));
  }

  /** The answer's lines by id, and the last one as {@code summary}. */
  private static Map<String, JsonObject> byId(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith(NDJSON);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    var schema =
        DOCUMENT.root().at("/components/responses/enrolments/content/application~1x-ndjson/schema");
    List<String> lines = answer.body().lines().toList();
    assertThat(lines).allSatisfy(line -> assertThat(DOCUMENT.mistakes(schema, line)).isEmpty());
    return lines.stream()
        .map(EnrolmentsIT::json)
        .collect(
            Collectors.toMap(
                it -> it.containsKey("summary") ? "summary" : it.getString("id", "none"),
                it -> it.containsKey("summary") ? it.getJsonObject("summary") : it));
  }

  private static JsonObject json(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  private static String line(String id, String user, String mode) {
    return "{\"id\":\"%s\",\"user\":\"%s\",\"mode\":\"%s\"}".formatted(id, user, mode);
  }

  private static String line(String id, String user, String mode, Instant start, Instant expiry) {
    return "{\"id\":\"%s\",\"user\":\"%s\",\"mode\":\"%s\",\"startDateTime\":\"%s\",\"expireDateTime\":\"%s\"}"
        .formatted(id, user, mode, start, expiry);
  }

  private static JsonObject summary(int done, int alreadyDone, int failed, int left) {
    return Json.createObjectBuilder()
        .add("done", done)
        .add("alreadyDone", alreadyDone)
        .add("failed", failed)
        .add("left", left)
        .build();
  }

  private static String codeOf(JsonObject line) {
    assertThat(line.getString("status")).isEqualTo("failed");
    return line.getJsonObject("error").getString("code");
  }

  private List<Worker> hire(int count) {
    return IntStream.range(0, count).mapToObj(i -> shop.hire()).toList();
  }

  private String count(String sql, Object... parameters) {
    return shop.database.value("select count(*) from " + sql, parameters);
  }

  private JsonObject method(Worker worker) {
    return shop.api.to(Api.methodOf(worker.id())).bearing(administrator).get().json();
  }

  private static boolean isBadge(JsonObject code) {
    return BadgeText.parse(Ward.text(code)).isPresent();
  }

  // ---- The work of a line

  @Test
  void eachModeDoesWhatItsNameSaysAndShowsWhatItIssues() {
    List<Worker> workers = hire(4);
    byId(
        send(
            call(),
            line("1", workers.get(1).id(), "enrol"),
            line("2", workers.get(2).id(), "enrol"),
            line("3", workers.get(3).id(), "enrol")));
    String lost = method(workers.get(1)).getJsonObject("standardQRCode").getString("id");
    String forgotten = method(workers.get(2)).getJsonObject("pin").getString("updatedDateTime");

    Map<String, JsonObject> lines =
        byId(
            send(
                call(),
                line("enrol", workers.get(0).name().toUpperCase(java.util.Locale.ROOT), "enrol"),
                line("replace", workers.get(1).id(), "replaceBadge"),
                line("reset", workers.get(2).id(), "resetPin"),
                line("lend", workers.get(3).name(), "temporaryBadge")));

    assertThat(lines.get("summary")).isEqualTo(summary(4, 0, 0, 0));
    JsonObject enrolled = lines.get("enrol");
    assertThat(enrolled.keySet())
        .containsExactly("id", "line", "status", "userId", "standardQRCode", "pin");
    assertThat(enrolled.getString("userId")).isEqualTo(workers.get(0).id());
    assertThat(enrolled.getInt("line")).isEqualTo(1);
    assertThat(isBadge(enrolled.getJsonObject("standardQRCode"))).isTrue();
    assertThat(
            shop.verifier.isPinOf(
                workers.get(0).id(), enrolled.getJsonObject("pin").getString("code")))
        .isTrue();

    JsonObject replaced = lines.get("replace");
    assertThat(replaced.keySet())
        .containsExactly("id", "line", "status", "userId", "standardQRCode");
    assertThat(isBadge(replaced.getJsonObject("standardQRCode"))).isTrue();
    assertThat(method(workers.get(1)).getJsonObject("standardQRCode").getString("id"))
        .isEqualTo(replaced.getJsonObject("standardQRCode").getString("id"))
        .isNotEqualTo(lost);
    assertThat(method(workers.get(1)).isNull("pin")).isFalse();

    JsonObject reset = lines.get("reset");
    assertThat(reset.keySet()).containsExactly("id", "line", "status", "userId", "pin");
    assertThat(
            shop.verifier.isPinOf(
                workers.get(2).id(), reset.getJsonObject("pin").getString("code")))
        .isTrue();
    assertThat(method(workers.get(2)).getJsonObject("pin").getString("updatedDateTime"))
        .isNotEqualTo(forgotten);

    JsonObject lent = lines.get("lend");
    assertThat(lent.keySet()).containsExactly("id", "line", "status", "userId", "temporaryQRCode");
    JsonObject code = lent.getJsonObject("temporaryQRCode");
    assertThat(isBadge(code)).isTrue();
    assertThat(Instant.parse(code.getString("expireDateTime")))
        .isEqualTo(Instant.parse(code.getString("startDateTime")).plus(12, ChronoUnit.HOURS));
  }

  @Test
  void datesAreThoseOfTheLine() {
    Worker worker = shop.hire();
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(1, ChronoUnit.DAYS);
    Instant expiry = start.plus(30, ChronoUnit.DAYS);

    JsonObject code =
        byId(send(call(), line("1", worker.id(), "enrol", start, expiry)))
            .get("1")
            .getJsonObject("standardQRCode");

    assertThat(Instant.parse(code.getString("startDateTime"))).isEqualTo(start);
    assertThat(Instant.parse(code.getString("expireDateTime"))).isEqualTo(expiry);
  }

  @Test
  void eachLineHasItsAuditRowsAndTheyNameTheRequest() {
    Worker worker = shop.hire();
    Answer answer = send(call(), line("1", worker.id(), "enrol"));

    assertThat(
            count(
                "credential_event where subscriber_id = ? and request_id = ?"
                    + " and event in ('MethodCreated', 'QrCodeIssued', 'PinCreated')",
                worker.id(),
                answer.header("request-id")))
        .isEqualTo("3");
  }

  @Test
  void aTableOfASpreadsheetIsAListToo() {
    List<Worker> workers = hire(2);
    String csv =
        "\ufeffmode;id;user\r\nenrol;007;\"%s\"\r\nenrol;08;%s\r\n"
            .formatted(workers.get(0).name(), workers.get(1).id());

    Map<String, JsonObject> lines =
        byId(
            call()
                .with("Content-Type", "text/csv; charset=utf-8")
                .send("POST", BodyPublishers.ofString(csv)));

    assertThat(lines.keySet()).containsExactlyInAnyOrder("007", "08", "summary");
    assertThat(lines.get("summary")).isEqualTo(summary(2, 0, 0, 0));
    assertThat(lines.get("08").getInt("line")).isEqualTo(3);
  }

  @Test
  void noSecretIsInTheDatabaseOrInTheLogs() {
    Worker worker = shop.hire();
    JsonObject line =
        byId(send(call().with(KEY, UUID.randomUUID().toString()), line("1", worker.id(), "enrol")))
            .get("1");

    List<String> secrets =
        List.of(
            line.getJsonObject("pin").getString("code"),
            Ward.text(line.getJsonObject("standardQRCode")));
    assertThat(Secrecy.namesAny(secrets, shop.database.everything())).isFalse();
    assertThat(Secrecy.namesAny(secrets, shop.server.everythingLogged())).isFalse();
  }

  // ---- Failures

  @Test
  void aLineThatFailsSaysWhyAndStopsNoOther() {
    Worker active = shop.hire();
    Worker fresh = shop.hire();
    Worker good = shop.hire();
    byId(send(call(), line("1", active.id(), "enrol"), line("2", active.id(), "temporaryBadge")));
    Instant now = Instant.now();

    Map<String, JsonObject> lines =
        byId(
            send(
                call(),
                line("active", active.id(), "enrol"),
                line("lent", active.id(), "temporaryBadge"),
                line("unknown", "nobody@contoso.example", "enrol"),
                line("no badge", fresh.id(), "replaceBadge"),
                line("nothing to lend", fresh.id(), "temporaryBadge"),
                line("long", fresh.id(), "enrol", now, now.plus(500, ChronoUnit.DAYS)),
                line("short", fresh.id(), "enrol", now, now.plus(1, ChronoUnit.HOURS)),
                line("past", fresh.id(), "enrol", now, now.minus(1, ChronoUnit.HOURS)),
                line("mode", fresh.id(), "Enrol"),
                line("twice", fresh.id(), "Enrol"),
                line("good", good.id(), "enrol")));

    assertThat(codeOf(lines.get("active"))).isEqualTo("tooManyQRCodePinMethod");
    assertThat(codeOf(lines.get("lent"))).isEqualTo("ActiveQRCodeExisted");
    assertThat(codeOf(lines.get("unknown"))).isEqualTo("resourceNotFound");
    assertThat(codeOf(lines.get("no badge"))).isEqualTo("resourceNotFound");
    assertThat(codeOf(lines.get("nothing to lend"))).isEqualTo("resourceNotFound");
    assertThat(codeOf(lines.get("long"))).isEqualTo("qrCodeLifeTimeExceedLimit");
    assertThat(codeOf(lines.get("short"))).isEqualTo("qrCodeLifeTimeTooShort");
    assertThat(codeOf(lines.get("past"))).isEqualTo("invalidDateTimeRange");
    assertThat(codeOf(lines.get("mode"))).isEqualTo("badRequest");
    assertThat(lines.get("mode").getJsonObject("error").getString("target")).isEqualTo("mode");
    assertThat(lines.get("good").getString("status")).isEqualTo("done");
    assertThat(lines.get("summary")).isEqualTo(summary(1, 0, 10, 0));
    assertThat(count("qr_code_pin_method where subscriber_id = ?", fresh.id())).isEqualTo("0");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{                                                       | none | none",
        "[]                                                      | none | none",
        "{\"id\":\"1\",\"id\":\"1\"}                             | none | none",
        "{\"id\":1,\"user\":\"x\",\"mode\":\"enrol\"}            | none | id",
        "{\"user\":\"x\",\"mode\":\"enrol\"}                     | none | id",
        "{\"id\":\"1\",\"mode\":\"enrol\"}                       | 1    | user",
        "{\"id\":\"1\",\"user\":\"a\\u0000b\",\"mode\":\"enrol\"} | 1    | user",
        "{\"id\":\"1\",\"user\":\"x\"}                           | 1    | mode",
        "{\"id\":\"1\",\"user\":\"x\",\"mode\":\"enrol\",\"pin\":\"1\"} | 1 | pin",
        "{\"id\":\"1\",\"user\":\"x\",\"mode\":\"resetPin\",\"startDateTime\":\"2030-01-01T00:00:00Z\"} | 1 | startDateTime",
        "{\"id\":\"1\",\"user\":\"\\ud800\",\"mode\":\"enrol\"}  | none | user",
      })
  void aMalformedLineNamesWhatIsWrong(String malformed, String id, String target) {
    Worker good = shop.hire();

    Map<String, JsonObject> lines =
        byId(send(call(), malformed.strip(), "", line("good", good.id(), "enrol")));

    JsonObject failed = lines.get(id);
    assertThat(codeOf(failed)).isEqualTo("badRequest");
    assertThat(failed.getInt("line")).isEqualTo(1);
    assertThat(failed.getJsonObject("error").getString("target", "none")).isEqualTo(target);
    assertThat(lines.get("good").getInt("line")).isEqualTo(3);
    assertThat(lines.get("summary")).isEqualTo(summary(1, 0, 1, 0));
  }

  @Test
  void theRunEndsAfterTheGivenNumberOfFailedLines() {
    List<Worker> workers = hire(3);
    Api.Call call = shop.api.to(PATH + "?FailOnErrors=2").bearing(administrator);

    Map<String, JsonObject> lines =
        byId(
            send(
                call,
                line("1", workers.get(0).id(), "enrol"),
                line("2", "nobody@contoso.example", "enrol"),
                line("3", workers.get(1).id(), "enrol"),
                line("4", "nobody", "enrol"),
                line("5", workers.get(2).id(), "enrol")));

    assertThat(lines.keySet()).containsExactlyInAnyOrder("1", "2", "3", "4", "summary");
    assertThat(lines.get("summary")).isEqualTo(summary(2, 0, 2, 1));
    assertThat(count("qr_code_pin_method where subscriber_id = ?", workers.get(2).id()))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "10001", "x"})
  void aBadNumberOfErrorsIsRefused(String number) {
    Answer answer =
        send(
            shop.api.to(PATH + "?failOnErrors=" + number).bearing(administrator),
            line("1", shop.hire().id(), "enrol"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().getString("target")).isEqualTo("failOnErrors");
  }

  // ---- Lists that are refused as a whole

  private void assertRefused(Answer answer, int status, String code, Worker worker) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    var schema = DOCUMENT.root().at("/components/schemas/error");
    assertThat(DOCUMENT.mistakes(schema, answer.body())).isEmpty();
    assertThat(count("qr_code_pin_method where subscriber_id = ?", worker.id())).isEqualTo("0");
  }

  private static String many(int lines, Worker worker) {
    return IntStream.rangeClosed(1, lines)
        .mapToObj(i -> line("l" + i, worker.id(), "enrol"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void tenThousandAndOneLinesAreRefusedBeforeTheFirstIsDone() {
    Worker worker = shop.hire();
    assertRefused(send(call(), many(10_001, worker)), 400, "badRequest", worker);
  }

  @Test
  void aListOfMoreThanFourMebibytesIsRefused() {
    Worker worker = shop.hire();
    String large = line("1", worker.id(), "enrol") + "\n".repeat(4 * 1024 * 1024);
    assertRefused(send(call(), large), 413, "requestTooLarge", worker);
  }

  @Test
  void aListThatIsNotUtf8IsRefusedWithTheLine() {
    Worker worker = shop.hire();
    String text = line("1", worker.id(), "enrol") + "\n" + line("2", "jürgen", "enrol");
    Answer answer =
        call()
            .with("Content-Type", NDJSON)
            .send("POST", BodyPublishers.ofByteArray(text.getBytes(ISO_8859_1)));
    assertRefused(answer, 400, "badRequest", worker);
    assertThat(answer.error().getString("message")).isEqualTo("The list is not UTF-8: see line 2.");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "text/csv; charset=ISO-8859-1",
        "application/x-ndjson;charset=utf-16",
        "application/json",
        "text/plain"
      })
  void anotherMediaTypeOrCharsetIsRefused(String type) {
    Worker worker = shop.hire();
    Answer answer =
        call()
            .with("Content-Type", type)
            .send("POST", BodyPublishers.ofString("id,user,mode\n1," + worker.id() + ",enrol"));
    assertRefused(answer, 415, "unsupportedMediaType", worker);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user,mode\n{user},enrol",
        "id,user,mode,pin\n1,{user},enrol,2",
        "id,user,mode\n1,{user},\"enrol"
      })
  void aTableThatCannotBeReadAsAWholeIsRefused(String csv) {
    Worker worker = shop.hire();
    Answer answer =
        call()
            .with("Content-Type", "text/csv")
            .send("POST", BodyPublishers.ofString(csv.replace("{user}", worker.id())));
    assertRefused(answer, 400, "badRequest", worker);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\r\n"})
  void aListWithoutLinesIsRefused(String empty) {
    assertRefused(send(call(), empty), 400, "badRequest", shop.hire());
  }

  @Test
  void onlyAClientThatTakesLinesOfJsonIsAnswered() {
    Worker worker = shop.hire();
    Answer answer =
        send(call().with("Accept", "application/json"), line("1", worker.id(), "enrol"));
    assertRefused(answer, 406, "notAcceptable", worker);
  }

  // ---- Permissions

  @Test
  void aCallerWithoutThePermissionForAllIsDeniedBeforeTheListIsRead() {
    Worker worker = shop.hire();
    for (String token :
        List.of(
            shop.tokens.application("UserAuthMethod-QR.Read.All").signed(),
            shop.tokens
                .user("boss", "UserAuthMethod-QR.ReadWrite", Tokens.AUTHENTICATION_ADMINISTRATOR)
                .signed(),
            shop.tokens.user("boss", "UserAuthMethod-QR.ReadWrite.All").signed(),
            shop.tokens
                .user("boss", "UserAuthMethod-QR.ReadWrite.All", Tokens.GLOBAL_READER)
                .signed())) {
      assertRefused(
          send(shop.api.to(PATH).bearing(token), "not a list of " + worker.id()),
          403,
          "accessDenied",
          worker);
    }
    assertRefused(
        send(shop.api.to(PATH), line("1", worker.id(), "enrol")), 401, "unauthenticated", worker);
  }

  @Test
  void nobodyIsEnrolledByThemselvesAndNoMemberOfAProtectedGroupByAnOrdinaryAdministrator() {
    Worker self = shop.hire();
    Worker director = shop.hire("directors");
    Worker other = shop.hire();
    String[] lines = {
      line("self", self.name(), "enrol"),
      line("director", director.id(), "enrol"),
      line("other", other.id(), "enrol")
    };
    String scope = "UserAuthMethod-QR.ReadWrite.All";
    String ordinary =
        shop.tokens.user(self.id(), scope, Tokens.AUTHENTICATION_ADMINISTRATOR).signed();

    Map<String, JsonObject> answers = byId(send(shop.api.to(PATH).bearing(ordinary), lines));

    assertThat(codeOf(answers.get("self"))).isEqualTo("accessDenied");
    assertThat(codeOf(answers.get("director"))).isEqualTo("accessDenied");
    assertThat(answers.get("other").getString("status")).isEqualTo("done");

    String privileged =
        shop.tokens.user(self.id(), scope, Tokens.PRIVILEGED_ADMINISTRATOR).signed();
    answers = byId(send(shop.api.to(PATH).bearing(privileged), lines));
    assertThat(codeOf(answers.get("self"))).isEqualTo("accessDenied");
    assertThat(answers.get("director").getString("status")).isEqualTo("done");
    assertThat(count("qr_code_pin_method where subscriber_id = ?", self.id())).isEqualTo("0");
  }

  // ---- The same list again

  @Test
  void theSameListAgainIsReportedAsDoneWithoutSecretsAndChangesNothing() {
    List<Worker> workers = hire(2);
    String key = UUID.randomUUID().toString();
    String[] list = {
      line("1", workers.get(0).id(), "enrol"),
      line("2", "nobody", "enrol"),
      line("3", workers.get(1).id(), "enrol")
    };
    byId(send(call().with(KEY, key), list));
    String before = method(workers.get(0)).toString();

    Map<String, JsonObject> again = byId(send(call().with(KEY, key), list));

    assertThat(again.get("summary")).isEqualTo(summary(0, 2, 1, 0));
    assertThat(again.get("1").keySet()).containsExactly("id", "line", "status", "userId");
    assertThat(again.get("1").getString("status")).isEqualTo("alreadyDone");
    assertThat(again.get("1").getString("userId")).isEqualTo(workers.get(0).id());
    assertThat(codeOf(again.get("2"))).isEqualTo("resourceNotFound");
    assertThat(method(workers.get(0)).toString()).isEqualTo(before);
  }

  @Test
  void aLineThatFailedIsTriedAgainWithTheSameKey() {
    String late = UUID.randomUUID().toString();
    String key = UUID.randomUUID().toString();
    String list = line("1", late, "enrol");
    assertThat(codeOf(byId(send(call().with(KEY, key), list)).get("1")))
        .isEqualTo("resourceNotFound");
    shop.hireAs(late);

    assertThat(byId(send(call().with(KEY, key), list)).get("1").getString("status"))
        .isEqualTo("done");
  }

  @Test
  void theSameKeyWithAnotherListIsRefused() {
    List<Worker> workers = hire(2);
    String key = UUID.randomUUID().toString();
    byId(send(call().with(KEY, key), line("1", workers.get(0).id(), "enrol")));

    Answer answer = send(call().with(KEY, key), line("1", workers.get(1).id(), "enrol"));

    assertRefused(answer, 422, "idempotencyKeyReused", workers.get(1));
    assertThat(answer.error().getString("target")).isEqualTo(KEY);
  }

  @Test
  void aKeyBelongsToItsCaller() {
    List<Worker> workers = hire(2);
    String key = UUID.randomUUID().toString();
    byId(send(call().with(KEY, key), line("1", workers.get(0).id(), "enrol")));
    String another =
        shop.tokens.administrator().with("sub", "client-9").with("azp", "client-9").signed();

    assertThat(
            byId(send(
                    shop.api.to(PATH).bearing(another).with(KEY, key),
                    line("1", workers.get(1).id(), "enrol")))
                .get("summary"))
        .isEqualTo(summary(1, 0, 0, 0));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"a b", "129", "two"})
  void aBadKeyIsRefused(String bad) {
    Worker worker = shop.hire();
    Api.Call call =
        switch (bad) {
          case "129" -> call().with(KEY, "x".repeat(129));
          case "two" -> call().with(KEY, "one").with(KEY, "two");
          default -> call().with(KEY, bad);
        };
    Answer answer = send(call, line("1", worker.id(), "enrol"));
    assertRefused(answer, 400, "badRequest", worker);
    assertThat(answer.error().getString("target")).isEqualTo(KEY);
  }

  @Test
  void twoRequestsWithOneKeyAtOnceDoEachLineOnce() {
    List<Worker> workers = hire(12);
    String key = UUID.randomUUID().toString();
    String[] list =
        workers.stream()
            .map(worker -> line(worker.id(), worker.id(), "resetPin"))
            .toArray(String[]::new);

    List<CompletableFuture<Answer>> answers =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> send(call().with(KEY, key), list)))
            .limit(3)
            .toList();

    List<JsonObject> summaries =
        answers.stream().map(answer -> byId(answer.join()).get("summary")).toList();
    assertThat(summaries.stream().mapToInt(it -> it.getInt("done")).sum()).isEqualTo(12);
    assertThat(summaries.stream().mapToInt(it -> it.getInt("alreadyDone")).sum()).isEqualTo(24);
    for (Worker worker : workers) {
      assertThat(
              count(
                  "credential_event where subscriber_id = ? and event in ('PinCreated', 'PinReset')",
                  worker.id()))
          .isEqualTo("1");
    }
  }

  // ---- The answer as it comes

  @Test
  void aClientThatGoesAwayStopsTheRunAndContinuesWithItsKey() throws Exception {
    List<Worker> workers = hire(200);
    String key = UUID.randomUUID().toString();
    String list =
        workers.stream()
            .map(worker -> line(worker.id(), worker.id(), "enrol"))
            .collect(Collectors.joining("\n"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(shop.server.root() + PATH))
            .header("Authorization", "Bearer " + administrator)
            .header("Content-Type", NDJSON)
            .header(KEY, key)
            .POST(BodyPublishers.ofString(list))
            .build();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    String requestId;
    var answer = client.send(request, BodyHandlers.ofInputStream());
    try (InputStream lines = answer.body()) {
      requestId = answer.headers().firstValue("request-id").orElseThrow();
      assertThat(lines.read()).isEqualTo('{');
    }

    Eventually.until(
        log -> log.contains("the client of request " + requestId + " went away"),
        shop.server::everythingLogged);
    int done =
        Integer.parseInt(
            count(
                "bulk_line" + " where run_id = (select id from bulk_run where idempotency_key = ?)",
                key));
    assertThat(done).isBetween(1, 199);

    JsonObject summary = byId(send(call().with(KEY, key), list)).get("summary");
    assertThat(summary).isEqualTo(summary(200 - done, done, 0, 0));
    assertThat(eventsOf(workers)).containsOnly(1L);
  }

  /** How many enrolments each worker has had. */
  private List<Long> eventsOf(List<Worker> workers) {
    List<Long> counts = new ArrayList<>();
    for (Worker worker : workers) {
      counts.add(
          Long.valueOf(
              count(
                  "credential_event where subscriber_id = ? and event = 'MethodCreated'",
                  worker.id())));
    }
    return Collections.unmodifiableList(counts);
  }

  @Test
  void aLineIsAnsweredBeforeTheListIsDone() throws IOException, InterruptedException {
    List<Worker> workers = hire(40);
    String list =
        workers.stream()
            .map(worker -> line(worker.id(), worker.id(), "enrol"))
            .collect(Collectors.joining("\n"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(shop.server.root() + PATH))
            .header("Authorization", "Bearer " + administrator)
            .header("Content-Type", NDJSON)
            .POST(BodyPublishers.ofByteArray(list.getBytes(UTF_8)))
            .build();
    try (Stream<String> lines =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
      int doneAtTheFirstLine =
          lines
              .limit(1)
              .map(
                  line ->
                      Integer.parseInt(
                          count(
                              "qr_code_pin_method where subscriber_id = any(?)",
                              (Object) workers.stream().map(Worker::id).toArray(String[]::new))))
              .findFirst()
              .orElseThrow();
      assertThat(doneAtTheFirstLine).isLessThan(40);
    }
  }
}
