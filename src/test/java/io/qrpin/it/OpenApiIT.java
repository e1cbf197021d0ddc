package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.OpenApiDocument;
import io.qrpin.OpenApiDocument.Endpoint;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Real answers match the OpenAPI document, and each documented answer occurs. */
@ExtendWith(Shop.Keeper.class)
class OpenApiIT {

  private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();
  private static final List<String> VERSIONS = List.of("beta", "v1.0");
  private static final String CONFIGURATION =
      "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin";

  /** These answers need a fault. OutageIT tests the second. */
  private static final Set<String> NOT_PROVOKED =
      Set.of("internalServerError", "serviceNotAvailable", "serviceOverloaded");

  /** A worker's credentials before an operation. */
  private enum Having {
    NOTHING,
    PIN,
    BADGE,
    BOTH_CODES,
    A_PIN_OF_HIS_OWN,
    A_MISTAKE_BEHIND_HIM,
    TO_WAIT,
    TO_ASK_FOR_A_RESET,
    A_PIN_THAT_WAS_GUESSED_TOO_OFTEN
  }

  /** A worker, with the badge's text and the PIN, if there are any. */
  private record Hired(Worker worker, String badge, String pin) {
    String in(String body) {
      return body.replace('\'', '"')
          .replace("{badge}", badge)
          .replace("{pin}", pin)
          .replace("{other}", Ward.otherThan(pin));
    }

    @Override
    public String toString() {
      return "Hired[hidden]";
    }
  }

  /** One call of an operation, and its expected status or error code. */
  private record Try(Having having, String body, String end) {}

  /** The dates of the temporary codes here. */
  private static final String SHIFT = dates(0, 8);

  private static final Map<String, List<Try>> TRIES = tries();

  private static Map<String, List<Try>> tries() {
    Map<String, List<Try>> tries = new HashMap<>();
    tries.put(
        "createMethod",
        List.of(
            new Try(Having.NOTHING, "{'standardQRCode':{}}", "201"),
            new Try(Having.PIN, "{'standardQRCode':{},'pin':{'code':''}}", "201"),
            new Try(Having.BADGE, "{'standardQRCode':{}}", "tooManyQRCodePinMethod"),
            new Try(Having.NOTHING, "{}", "standardQRCodeRequired"),
            new Try(Having.NOTHING, withPin("1"), "pinTooShort"),
            new Try(Having.NOTHING, withPin("1".repeat(21)), "pinTooLong"),
            new Try(Having.NOTHING, withPin("12345678"), "pinTooWeak"),
            new Try(Having.NOTHING, badge(dates(0, 24 * 396)), "qrCodeLifeTimeExceedLimit"),
            new Try(Having.NOTHING, badge(dates(0, 1)), "qrCodeLifeTimeTooShort"),
            new Try(Having.NOTHING, badge(dates(2, 1)), "invalidDateTimeRange")));
    tries.put(
        "resetPin",
        List.of(
            new Try(Having.NOTHING, "{}", "201"),
            new Try(Having.BADGE, "{'code':null}", "201"),
            new Try(Having.BADGE, "{'code':'1'}", "pinTooShort"),
            new Try(Having.BADGE, "{'code':'" + "1".repeat(21) + "'}", "pinTooLong"),
            new Try(Having.BADGE, "{'code':'11111111'}", "pinTooWeak")));
    tries.put(
        "updateStandardQRCode",
        List.of(
            new Try(Having.PIN, "{}", "201"),
            new Try(Having.BADGE, "{'expireDateTime':'" + inHours(24 * 300) + "'}", "200"),
            new Try(Having.BADGE, dates(0, 48), "ActiveQRCodeExisted"),
            new Try(Having.PIN, dates(0, 24 * 396), "qrCodeLifeTimeExceedLimit"),
            new Try(Having.PIN, dates(0, 1), "qrCodeLifeTimeTooShort"),
            new Try(Having.PIN, dates(2, 1), "invalidDateTimeRange")));
    tries.put(
        "updateTemporaryQRCode",
        List.of(
            new Try(Having.BADGE, dates(0, 8), "201"),
            new Try(Having.BOTH_CODES, SHIFT, "200"),
            new Try(Having.BOTH_CODES, dates(0, 9), "ActiveQRCodeExisted"),
            new Try(Having.BADGE, dates(0, 13), "qrCodeLifeTimeExceedLimit"),
            new Try(Having.BADGE, dates(2, 2.5), "qrCodeLifeTimeTooShort"),
            new Try(Having.BADGE, dates(2, 1), "invalidDateTimeRange")));
    tries.put(
        "updatePin",
        List.of(
            new Try(Having.BADGE, change("{pin}", "{other}"), "204"),
            new Try(Having.A_PIN_OF_HIS_OWN, change("{pin}", "{other}"), "204"),
            new Try(Having.BADGE, change("{other}", "{other}"), "invalidPin"),
            new Try(Having.BADGE, change("letters", "{other}"), "invalidPin"),
            new Try(Having.BADGE, change("{pin}", "1"), "pinTooShort"),
            new Try(Having.BADGE, change("{pin}", "letters"), "pinTooShort"),
            new Try(Having.BADGE, change("{pin}", "1".repeat(21)), "pinTooLong"),
            new Try(Having.BADGE, change("{pin}", "12345678"), "pinTooWeak"),
            new Try(Having.BADGE, change("{pin}", "{pin}"), "pinRecentlyUsed"),
            new Try(Having.BADGE, "{'currentPin':'{pin}'}", "badRequest"),
            new Try(Having.NOTHING, change("{pin}1", "{other}"), "resourceNotFound"),
            new Try(Having.TO_WAIT, change("{pin}", "{other}"), "tooManyAttempts"),
            new Try(Having.TO_ASK_FOR_A_RESET, change("{pin}", "{other}"), "tooManyAttempts")));
    tries.put(
        "signIn",
        List.of(
            new Try(Having.A_PIN_OF_HIS_OWN, attempt("{badge}", "{pin}"), "200"),
            new Try(Having.A_MISTAKE_BEHIND_HIM, attempt("{badge}", "{pin}"), "200"),
            new Try(Having.BADGE, attempt("{badge}", "{pin}"), "200"),
            new Try(Having.BADGE, attempt("{badge}", "{other}"), "invalidCredentials"),
            new Try(Having.BADGE, attempt("junk", "{pin}"), "invalidCredentials"),
            new Try(Having.BADGE, "{'qrCode':'{badge}'}", "badRequest"),
            new Try(Having.TO_WAIT, attempt("{badge}", "{pin}"), "tooManyAttempts"),
            new Try(Having.TO_ASK_FOR_A_RESET, attempt("{badge}", "{pin}"), "tooManyAttempts")));
    tries.put(
        "changePin",
        List.of(
            new Try(Having.BADGE, withBadge(change("{pin}", "{other}")), "204"),
            new Try(Having.BADGE, withBadge(change("{other}", "{other}")), "invalidCredentials"),
            new Try(Having.BADGE, withBadge(change("{pin}", "1")), "pinTooShort"),
            new Try(Having.BADGE, withBadge(change("{pin}", "1".repeat(21))), "pinTooLong"),
            new Try(Having.BADGE, withBadge(change("{pin}", "12345678")), "pinTooWeak"),
            new Try(Having.BADGE, withBadge(change("{pin}", "{pin}")), "pinRecentlyUsed"),
            new Try(Having.BADGE, change("{pin}", "{other}"), "badRequest"),
            new Try(Having.TO_WAIT, withBadge(change("{pin}", "{other}")), "tooManyAttempts"),
            new Try(
                Having.TO_ASK_FOR_A_RESET,
                withBadge(change("{pin}", "{other}")),
                "tooManyAttempts")));
    tries.put(
        "updateConfiguration",
        List.of(
            new Try(Having.NOTHING, "{}", "200"),
            new Try(
                Having.NOTHING,
                "{'state':'enabled','pinLength':9,'standardQRCodeLifetimeInDays':30,"
                    + "'includeTargets':[{'id':'shop','targetType':'group'}],"
                    + "'excludeTargets':[{'id':'w1','targetType':'user'}]}",
                "200"),
            new Try(Having.NOTHING, "{'pinLength':7}", "badRequest")));
    tries.put(
        "unlock",
        List.of(
            new Try(Having.TO_WAIT, "{'reason':'a child played with the badge'}", "204"),
            new Try(Having.BADGE, "", "204"),
            new Try(Having.BADGE, "{'reason':null}", "204"),
            new Try(Having.TO_ASK_FOR_A_RESET, "{}", "204"),
            new Try(Having.BADGE, "{'reason':' '}", "badRequest"),
            new Try(Having.BADGE, "{'reason':1}", "badRequest"),
            new Try(Having.BADGE, "{'reason':'" + "x".repeat(257) + "'}", "badRequest"),
            new Try(Having.BADGE, "{'reason':'a\\u0000'}", "badRequest"),
            new Try(Having.NOTHING, "{}", "resourceNotFound"),
            new Try(Having.A_PIN_THAT_WAS_GUESSED_TOO_OFTEN, "{}", "resetRequired")));
    return tries;
  }

  private final Shop shop;
  private final Set<String> seen = new TreeSet<>();

  OpenApiIT(Shop shop) {
    this.shop = shop;
  }

  /** Those that take JSON or nothing; EnrolmentsIT compares the other one. */
  static List<Endpoint> endpoints() {
    return DOCUMENT.endpoints().stream()
        .filter(it -> !it.hasBody() || it.node().at("/requestBody/content").has("application/json"))
        .toList();
  }

  @AfterEach
  void setTheConfigurationBack() {
    shop.api.to(CONFIGURATION).bearing(policyWriter()).delete();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void anOperationAnswersOnlyAsDocumented(Endpoint endpoint) {
    if (isSignIn(endpoint)) {
      enable();
    }
    for (String version : VERSIONS) {
      refusals(endpoint, version);
      for (Try one : tries(endpoint)) {
        answers(endpoint, version, one);
      }
    }

    Set<String> documented = new TreeSet<>();
    endpoint
        .node()
        .path("responses")
        .propertyNames()
        .forEach(
            status -> {
              Set<String> codes =
                  OpenApiDocument.codesOf(DOCUMENT.answer(endpoint, Integer.parseInt(status)));
              documented.addAll(codes.isEmpty() ? Set.of(status) : codes);
            });
    documented.removeAll(NOT_PROVOKED);
    if (isSelfEnrolment(endpoint)) {
      documented.retainAll(seen);
    }
    assertThat(seen).isEqualTo(documented);
  }

  private void refusals(Endpoint endpoint, String version) {
    Worker worker = hired(Having.BOTH_CODES).worker();
    String path = address(endpoint, version, worker);
    String token = tokenFor(endpoint, worker);

    see(endpoint, version, send(endpoint, shop.api.to(path)), "unauthenticated");
    see(
        endpoint,
        version,
        send(endpoint, shop.api.to(path).bearing(token).with("X-Forwarded-Proto", "http")),
        "tlsRequired");
    see(
        endpoint,
        version,
        send(endpoint, shop.api.to(path).bearing(powerless(endpoint, worker))),
        "accessDenied");
    see(endpoint, version, send(endpoint, shop.api.to(path + ";x=1").bearing(token)), "badRequest");
    if (!isSelfEnrolment(endpoint)) {
      Api.Answer filtered = send(endpoint, shop.api.to(path + "?$filter=id").bearing(token));
      see(endpoint, version, filtered, "badRequest");
      assertThat(filtered.error().getString("target")).isEqualTo("$filter");
    }
    see(
        endpoint,
        version,
        send(endpoint, shop.api.to(path).bearing(token).with("Accept", "text/html")),
        "notAcceptable");
    if (!isOfTenant(endpoint) && !isChange(endpoint)) {
      Worker nobody = new Worker(UUID.randomUUID().toString(), "nobody@contoso.example");
      String lost = address(endpoint, version, nobody);
      see(
          endpoint,
          version,
          send(endpoint, shop.api.to(lost).bearing(administrator(endpoint, nobody))),
          "resourceNotFound");
    }
    if (endpoint.hasBody()) {
      see(
          endpoint,
          version,
          shop.api
              .to(path)
              .bearing(token)
              .with("Content-Type", "text/plain")
              .send(endpoint.method(), BodyPublishers.ofString("{}")),
          "unsupportedMediaType");
      if (!isSelfEnrolment(endpoint)) {
        see(endpoint, version, withBody(endpoint, path, token, "["), "badRequest");
        Api.Answer unknown = withBody(endpoint, path, token, "{\"noSuchMember\":null}");
        see(endpoint, version, unknown, "badRequest");
        assertThat(unknown.error().getString("target")).isEqualTo("noSuchMember");
        see(
            endpoint,
            version,
            withBody(endpoint, path, token, "{}" + " ".repeat(70_000)),
            "requestTooLarge");
      }
    }

    Api.Answer none =
        shop.api.to(path).bearing(token).send(missing(endpoint), BodyPublishers.noBody());
    assertThat(none.status()).isEqualTo(405);
    assertAsDocumented(
        DOCUMENT.root().at("/components/responses/methodNotAllowed"), none, version, true);
  }

  private void answers(Endpoint endpoint, String version, Try one) {
    Hired hired = hired(one.having());
    String path = address(endpoint, version, hired.worker());
    String token = tokenFor(endpoint, hired.worker());
    String body = hired.in(one.body());
    Api.Answer answer =
        endpoint.hasBody()
            ? withBody(endpoint, path, token, body)
            : send(endpoint, shop.api.to(path).bearing(token));

    see(endpoint, version, answer, one.end());
    if (one.end().equals("tooManyAttempts")) {
      assertSaysHowToUnlock(one.having(), isSignIn(endpoint), answer);
    }
    if (!body.isEmpty() && answer.status() < 300) {
      JsonNode asked = endpoint.node().at("/requestBody/content/application~1json/schema");
      assertThat(DOCUMENT.mistakes(asked, body)).as("what was sent").isEmpty();
    }
    if (endpoint.method().equals("GET")) {
      Api.Answer some = shop.api.to(path + "?$select=id").bearing(token).get();
      assertAsDocumented(DOCUMENT.answer(endpoint, some.status()), some, version, false);
      if (answer.json().containsKey("id")) {
        assertThat(some.json().keySet()).containsExactlyInAnyOrder("@odata.type", "id");
      }
    }
  }

  private static void assertSaysHowToUnlock(Having having, boolean signIn, Api.Answer answer) {
    boolean waits = having == Having.TO_WAIT;
    assertThat(answer.status()).isEqualTo(signIn ? 429 : 423);
    assertThat(answer.headers("Retry-After")).hasSize(signIn && waits ? 1 : 0);
    assertThat(answer.error().containsKey("details")).as("needs a reset").isEqualTo(!waits);
  }

  /** A method that its address does not have. */
  private static String missing(Endpoint endpoint) {
    JsonNode item = DOCUMENT.root().path("paths").path(endpoint.path());
    return Stream.of("POST", "PUT")
        .filter(method -> !item.has(method.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow();
  }

  private void see(Endpoint endpoint, String version, Api.Answer answer, String end) {
    String got = answer.status() < 300 ? String.valueOf(answer.status()) : answer.code();
    assertThat(got).as("%s", answer).isEqualTo(end);
    seen.add(got);
    assertAsDocumented(DOCUMENT.answer(endpoint, answer.status()), answer, version, true);
  }

  private static void assertAsDocumented(
      JsonNode documented, Api.Answer answer, String version, boolean whole) {
    assertThat(documented.isMissingNode()).as("%d is not documented", answer.status()).isFalse();
    documented.path("headers").forEachEntry((name, header) -> assertHeader(name, header, answer));
    for (String name : List.of("Retry-After", "WWW-Authenticate", "Location", "Allow")) {
      assertThat(answer.headers(name).isEmpty() || documented.path("headers").has(name))
          .as("%s is documented", name)
          .isTrue();
    }
    if (answer.status() == 401) {
      assertThat(answer.header("WWW-Authenticate"))
          .isEqualTo(answer.code().equals("unauthenticated") ? "Bearer" : "QrCodePin");
    }
    JsonNode schema = documented.at("/content/application~1json/schema");
    if (schema.isMissingNode()) {
      assertThat(answer.body().isEmpty()).as("no body").isTrue();
      return;
    }
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(
            whole
                ? DOCUMENT.mistakesInWhole(schema, answer.body(), version)
                : DOCUMENT.mistakes(schema, answer.body()))
        .isEmpty();
  }

  private static void assertHeader(String name, JsonNode header, Api.Answer answer) {
    JsonNode described = DOCUMENT.resolved(header);
    if (answer.headers(name).isEmpty()) {
      assertThat(described.path("required").asBoolean(false)).as(name).isFalse();
      return;
    }
    assertThat(answer.headers(name)).as(name).hasSize(1);
    JsonNode schema = described.path("schema");
    assertThat(DOCUMENT.mistakes(schema, "\"" + answer.header(name) + "\"")).as(name).isEmpty();
  }

  private static List<Try> tries(Endpoint endpoint) {
    if (isSelfEnrolment(endpoint)) {
      return List.of();
    }
    String done = endpoint.method().equals("DELETE") ? "204" : "200";
    return TRIES.getOrDefault(
        isChange(endpoint) ? "updatePin" : endpoint.id(),
        List.of(new Try(Having.BOTH_CODES, "", done)));
  }

  /** This shop does not set the setting that allows it. */
  private static boolean isSelfEnrolment(Endpoint endpoint) {
    return endpoint.path().startsWith("/me/")
        && endpoint.description().contains("only with the setting `qrpin.self-enrolment`");
  }

  /** Users change only their own PIN. */
  private static boolean isChange(Endpoint endpoint) {
    return endpoint.path().endsWith("/updatePin");
  }

  private static boolean isSignIn(Endpoint endpoint) {
    return endpoint.path().startsWith("/qrCodePin/") && endpoint.hasBody();
  }

  private void enable() {
    Api.Answer answer =
        shop.api.to(CONFIGURATION).bearing(policyWriter()).patch("{\"state\":\"enabled\"}");
    assertThat(answer.status()).isEqualTo(200);
  }

  private Hired hired(Having having) {
    Worker worker = shop.hire();
    String method = Api.methodOf(worker.id());
    String token = shop.tokens.administrator().signed();
    if (having == Having.NOTHING) {
      return new Hired(worker, "", "");
    }
    if (having == Having.PIN) {
      JsonObject pin = shop.api.to(method + "/pin").bearing(token).patch("{}").json();
      return new Hired(worker, "", pin.getString("code"));
    }
    JsonObject enrolled = shop.api.to(method).bearing(token).put("{\"standardQRCode\":{}}").json();
    Hired hired =
        new Hired(
            worker,
            Ward.text(enrolled.getJsonObject("standardQRCode")),
            enrolled.getJsonObject("pin").getString("code"));
    switch (having) {
      case BOTH_CODES ->
          shop.api.to(method + "/temporaryQRCode").bearing(token).patch(SHIFT.replace('\'', '"'));
      case A_PIN_OF_HIS_OWN -> {
        return changed(hired);
      }
      case A_MISTAKE_BEHIND_HIM -> {
        Hired careless = changed(hired);
        assertThat(update(careless, change("{other}", "{other}")).code()).isEqualTo("invalidPin");
        return careless;
      }
      case TO_WAIT ->
          shop.database.update(
              "update attempt_ledger set failures = 5, unlock_owed = true,"
                  + " not_before = clock_timestamp() + interval '1 hour' where subscriber_id = ?",
              worker.id());
      case A_PIN_THAT_WAS_GUESSED_TOO_OFTEN ->
          shop.database.update(
              "update attempt_ledger set failures = 1, total_failures = 1000"
                  + " where subscriber_id = ?",
              worker.id());
      case TO_ASK_FOR_A_RESET ->
          shop.database.update(
              "update attempt_ledger set failures = 50, unlock_owed = true"
                  + " where subscriber_id = ?",
              worker.id());
      default -> {}
    }
    return hired;
  }

  private Hired changed(Hired hired) {
    assertThat(update(hired, change("{pin}", "{other}")).status()).isEqualTo(204);
    return new Hired(hired.worker(), hired.badge(), Ward.otherThan(hired.pin()));
  }

  private Api.Answer update(Hired hired, String body) {
    String owner = shop.tokens.user(hired.worker().id(), "Directory.AccessAsUser.All").signed();
    return shop.api
        .to("/me/authentication/qrCodePinMethod/pin/updatePin")
        .bearing(owner)
        .post(hired.in(body));
  }

  private String address(Endpoint endpoint, String version, Worker worker) {
    String path = "/" + version + endpoint.path().replace("{user}", worker.id());
    if (!path.contains("{id}")) {
      return path;
    }
    Api.Answer method =
        shop.api
            .to("/users/" + worker.id() + "/authentication/qrCodePinMethod")
            .bearing(shop.tokens.administrator().signed())
            .get();
    return path.replace("{id}", method.status() == 200 ? method.json().getString("id") : "none");
  }

  private Api.Answer send(Endpoint endpoint, Api.Call call) {
    return endpoint.hasBody()
        ? call.with("Content-Type", "application/json")
            .send(endpoint.method(), BodyPublishers.ofString("{}"))
        : call.send(endpoint.method(), BodyPublishers.noBody());
  }

  private Api.Answer withBody(Endpoint endpoint, String path, String token, String body) {
    return shop.api
        .to(path)
        .bearing(token)
        .with("Content-Type", "application/json")
        .send(endpoint.method(), BodyPublishers.ofString(body));
  }

  private String tokenFor(Endpoint endpoint, Worker worker) {
    if (endpoint.path().startsWith("/policies") || endpoint.path().endsWith("/keys")) {
      return policyWriter();
    }
    if (endpoint.path().startsWith("/auditLogs")) {
      return shop.tokens.application("AuditLog.Read.All").signed();
    }
    if (isSignIn(endpoint)) {
      return shop.tokens.application("QrCodePin.SignIn").signed();
    }
    if (isChange(endpoint)) {
      return shop.tokens.user(worker.id(), "Directory.AccessAsUser.All").signed();
    }
    return endpoint.path().startsWith("/me/")
        ? shop.tokens.user(worker.id(), "UserAuthMethod-QR.ReadWrite").signed()
        : shop.tokens.administrator().signed();
  }

  private String powerless(Endpoint endpoint, Worker worker) {
    return endpoint.path().startsWith("/me/")
        ? shop.tokens.user(worker.id(), "").signed()
        : shop.tokens.application("User.Read.All").signed();
  }

  private String administrator(Endpoint endpoint, Worker worker) {
    return endpoint.path().startsWith("/me/")
        ? shop.tokens
            .user(
                worker.id(), "UserAuthMethod-QR.ReadWrite.All", Tokens.AUTHENTICATION_ADMINISTRATOR)
            .signed()
        : shop.tokens.administrator().signed();
  }

  private String policyWriter() {
    return shop.tokens.application("Policy.ReadWrite.AuthenticationMethod").signed();
  }

  private static String withPin(String code) {
    return "{'standardQRCode':{},'pin':{'code':'" + code + "'}}";
  }

  private static String change(String currentPin, String newPin) {
    return "{'currentPin':'" + currentPin + "','newPin':'" + newPin + "'}";
  }

  private static String withBadge(String change) {
    return change.replaceFirst("\\{", "{'qrCode':'{badge}',");
  }

  private static String attempt(String scanned, String pin) {
    return "{'qrCode':'" + scanned + "','pin':'" + pin + "'}";
  }

  private static String badge(String dates) {
    return "{'standardQRCode':" + dates + "}";
  }

  private static String dates(double startHours, double endHours) {
    return "{'startDateTime':'%s','expireDateTime':'%s'}"
        .formatted(inHours(startHours), inHours(endHours));
  }

  private static String inHours(double hours) {
    return Instant.now().plusSeconds((long) (hours * 3600)).toString();
  }

  /** The operations that are not about one user. */
  private static boolean isOfTenant(Endpoint endpoint) {
    return !endpoint.path().startsWith("/users/") && !endpoint.path().startsWith("/me/");
  }
}
