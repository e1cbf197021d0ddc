package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that try to get around the checks, unknown paths, and odd queries. */
class BadAddressIT extends BadInput {

  BadAddressIT(Shop shop) {
    super(shop);
  }

  static Stream<String> pathTricks() {
    return Stream.of(
            // Path parameters
            "/users/{user}/authentication/qrCodePinMethod/pin;x",
            "/users/{user}/authentication/qrCodePinMethod/pin;",
            "/users/{user}/authentication/qrCodePinMethod/pin;jsessionid=1",
            "/users/{user}/authentication/qrCodePinMethod/pin;jsessionid=../../x",
            "/users/{user};jsessionid=1/authentication/qrCodePinMethod/pin",
            "/users/{user};x/authentication/qrCodePinMethod/pin",
            "/users;x/{user}/authentication/qrCodePinMethod/pin",
            "/users;x=y/{user}/authentication/qrCodePinMethod/pin",
            "/beta;x/users/{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin%3B",
            "/users/{user}/authentication/qrCodePinMethod/pin%3bx",
            "/users/{user}%3Bx/authentication/qrCodePinMethod/pin",
            "/users%3Bx/{user}/authentication/qrCodePinMethod/pin",
            // Separators
            "/users%2F{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}%2Fauthentication/qrCodePinMethod/pin",
            "/users/{user}/authentication%2fqrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod%2Fpin",
            "/users/{user}/authentication/qrCodePinMethod/pin%2F",
            "/%2Fusers/{user}/authentication/qrCodePinMethod/pin",
            "/beta%2Fusers/{user}/authentication/qrCodePinMethod/pin",
            "/users%5C{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication%5cqrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin%5C",
            "/users\\{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication\\qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin\\",
            "//users/{user}/authentication/qrCodePinMethod/pin",
            "/users//{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}//authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod//pin",
            "/users/{user}/authentication/qrCodePinMethod/pin//",
            "/beta//users/{user}/authentication/qrCodePinMethod/pin",
            // Steps
            "/./users/{user}/authentication/qrCodePinMethod/pin",
            "/users/./{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/./pin",
            "/users/{user}/authentication/qrCodePinMethod/pin/.",
            "/%2e/users/{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/%2E/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin/%2e",
            "/x/../users/{user}/authentication/qrCodePinMethod/pin",
            "/users/x/../{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/x/../qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin/x/..",
            "/x/%2e%2e/users/{user}/authentication/qrCodePinMethod/pin",
            "/users/x/%2E%2E/{user}/authentication/qrCodePinMethod/pin",
            "/users/x/.%2e/{user}/authentication/qrCodePinMethod/pin",
            "/users/x/%2e./{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/x/%2e%2e/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin/x/%2e%2e",
            "/users/x/..%2F{user}/authentication/qrCodePinMethod/pin",
            "/users/x%2F..%2F{user}/authentication/qrCodePinMethod/pin",
            "/users/x/..%5C{user}/authentication/qrCodePinMethod/pin",
            "/users/x/..\\{user}/authentication/qrCodePinMethod/pin",
            // Encoded twice
            "/users/x/%252e%252e/{user}/authentication/qrCodePinMethod/pin",
            "/users/x/%25%32%65%25%32%65/{user}/authentication/qrCodePinMethod/pin",
            "/%25%32%65/users/{user}/authentication/qrCodePinMethod/pin",
            "/users%252F{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}%253Bx/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin%2500",
            "/users/{user}/authentication/qrCodePinMethod/%2570in",
            // Keys in parentheses
            "/users('{user}')/authentication/../qrCodePinMethod/pin",
            "/users('{user}%2F')/authentication/qrCodePinMethod/pin",
            "/users('{user};x')/authentication/qrCodePinMethod/pin",
            "/users('..')/{user}/authentication/qrCodePinMethod/pin",
            "/users('%2e%2e')/{user}/authentication/qrCodePinMethod/pin",
            "/users('')/{user}/authentication/qrCodePinMethod/pin",
            "/users('{user}'')/authentication/qrCodePinMethod/pin",
            "/users({user})/authentication/qrCodePinMethod/pin",
            "/users('{user}')('{user}')/authentication/qrCodePinMethod/pin",
            // A sign of guests' names
            "/users/{user}%23/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin%23",
            "/users/{user}/authentication/qrCodePinMethod/pin%23/..",
            "/users/%23/../{user}/authentication/qrCodePinMethod/pin",
            // Characters
            "/users/{user}/authentication/qrCodePinMethod/pin%20",
            "/users/{user}/authentication/qrCodePinMethod/%20pin",
            "/users/{user}/authentication/qrCodePinMethod/pin%EF%BB%BF",
            "/users/{user}/authentication/qrCodePinMethod/p%C4%B1n",
            "/users/{user}/authentication/qrCodePinMethod/P%C4%B0N",
            "/u%C5%BFers/{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin.json",
            // No UTF-8
            "/users/x/%C0%AE%C0%AE/{user}/authentication/qrCodePinMethod/pin",
            "/users%C0%AF{user}/authentication/qrCodePinMethod/pin",
            "/users/%FF/authentication/qrCodePinMethod/pin",
            "/users/%ED%A0%80/authentication/qrCodePinMethod/pin",
            // Versions
            "/beta/beta/users/{user}/authentication/qrCodePinMethod/pin",
            "/beta/v1.0/users/{user}/authentication/qrCodePinMethod/pin",
            "/v1.0/beta/users/{user}/authentication/qrCodePinMethod/pin",
            "/v1.0/V1.0/users/{user}/authentication/qrCodePinMethod/pin",
            "/v1/users/{user}/authentication/qrCodePinMethod/pin",
            "/v2.0/users/{user}/authentication/qrCodePinMethod/pin",
            "/users/beta/{user}/authentication/qrCodePinMethod/pin")
        .map(path -> "/qrpin" + path);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("pathTricks")
  void aTrickInThePathLeadsNowhere(String path) {
    Worker worker = hireWithPin();
    String target = path.replace("{user}", worker.id());

    for (String method : List.of("DELETE", "GET")) {
      Api.Answer answer = refused(worker, () -> sendRaw(method, target));

      assertError(answer, oneOf(answer, 400, 404));
    }
  }

  static Stream<String> pathsThatTheServerMayRefuse() {
    return Stream.of(
        "/qrpin/;x/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/;/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin\\users\\{user}\\authentication\\qrCodePinMethod\\pin",
        "/qrpin/users/x/..;/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/users/x/..%3B/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%0D%0Ax",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%09",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%7F",
        "/qrpin/users/{user}%0A/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%00",
        "/qrpin/users/{user}%00/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%zz",
        "/qrpin/users/%zz/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%2",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/%u0070in",
        "/qrpin/users/\"{/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}\"{/authentication/qrCodePinMethod/pin",
        "/qrpin/\"{",
        "/qrpin/users/<{user}>/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}|/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}^`/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}\u00e9/authentication/qrCodePinMethod/pin",
        "/qrpin;x/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin;/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin%3Bx/users/{user}/authentication/qrCodePinMethod/pin",
        "/%71rpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin%2Fusers/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin\\users/{user}/authentication/qrCodePinMethod/pin",
        "//qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/./qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/x/../qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/../qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/..;/qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/%2e%2e/qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/..%2Fqrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/x/../../qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/QRPIN/users/{user}/authentication/qrCodePinMethod/pin");
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("pathsThatTheServerMayRefuse")
  void aTrickThatTheServerMayRefuseByItselfLeadsNowhereToo(String path) {
    Worker worker = hireWithPin();
    String target = path.replace("{user}", worker.id());

    for (String method : List.of("DELETE", "GET")) {
      Api.Answer answer = refused(worker, () -> sendRaw(method, target));

      assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
      assertThat(answer.body()).doesNotContain("io.qrpin", "Exception", "at java.");
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("pathTricks")
  void withoutATokenATrickInThePathIsUnauthenticated(String path) {
    Worker worker = hireWithPin();
    String target = path.replace("{user}", worker.id());

    assertError(refused(worker, () -> raw.send("DELETE", target)), 401, "unauthenticated");
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("pathsThatTheServerMayRefuse")
  void withoutATokenATrickThatTheServerMayRefuseIsNeverServed(String path) {
    Worker worker = hireWithPin();
    String target = path.replace("{user}", worker.id());

    Api.Answer answer = refused(worker, () -> raw.send("DELETE", target));

    assertThat(answer.status()).isIn(400, 401, 404);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "/users/anna%23EXT%23@contoso.example",
        "/users/%FF",
        "/users/%ED%A0%80",
        "/users/x%2Fy",
        "/users/x%5Cy",
        "/users/%2e%2e/x",
        "/users/%00",
        "/users/%zz",
        "/users/a%"
      })
  void noAddressPutsAStackTraceIntoTheLog(String path) {
    int before = stackTraces();

    sendRaw("GET", "/qrpin" + path);
    raw.send("GET", "/qrpin" + path);

    assertThat(stackTraces()).isEqualTo(before);
  }

  private int stackTraces() {
    return shop.server.everythingLogged().split("\n\tat ", -1).length;
  }

  @Test
  void anAddressOfTenThousandSlashesDoesNotFailTheServer() {
    assertThat(sendRaw("GET", "/qrpin" + "/".repeat(10_000)).status())
        .isGreaterThanOrEqualTo(400)
        .isLessThan(500);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "/",
        "/beta",
        "/beta/",
        "/v1.0",
        "/pin",
        "/users",
        "/users/",
        "/users/{user}",
        "/users/{user}/authentication",
        "/users/{user}/authentication/pin",
        "/users/{user}/authentication/qrCodePinMethod/pin/extra",
        "/users/{user}/authentication/qrCodePinMethod/pin/code",
        "/users/{user}/authentication/microsoftAuthenticatorMethods",
        "/me/no/such/path",
        "/groups/{user}",
        "/$batch",
        "/beta/$batch",
        "/$metadata",
        "/index.html",
        "/index.jsp",
        "/favicon.ico",
        "/robots.txt",
        "/application.wadl",
        "/WEB-INF",
        "/WEB-INF/",
        "/WEB-INF/web.xml",
        "/%57EB-INF/web.xml",
        "/WEB-INF/classes/io/qrpin/Qrpin.class",
        "/web-inf/web.xml",
        "/beta/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "/meta-inf/",
        "/qrpin-error",
        "/qrpin-error/x",
        "/QRPIN-ERROR",
        "/db/migration/V001__pin.sql"
      })
  void anUnknownPathIsNotFound(String path) {
    Worker worker = shop.hire();
    String target = "/qrpin" + path.replace("{user}", worker.id());
    String person =
        shop.tokens.user(worker.id(), "UserAuthMethod-QR.Read.All", Tokens.GLOBAL_READER).signed();

    Api.Answer answer = raw.send("GET", target, "Authorization: Bearer " + person);

    assertError(answer, 404, "resourceNotFound");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "/WEB-INF%2Fweb.xml",
        "/WEB-INF%2F..%2FWEB-INF%2Fweb.xml",
        "/x/%2e%2e/WEB-INF/web.xml",
        "/x%5C..%5CWEB-INF%5Cweb.xml",
        "/%2e%2e/qrpin/WEB-INF/web.xml",
        "/qrpin-error%23",
        "/x/%2e%2e/qrpin-error"
      })
  void noEncodedSeparatorOpensWhatTheApplicationHides(String path) {
    Api.Answer answer = sendRaw("GET", "/qrpin" + path);

    assertError(answer, oneOf(answer, 400, 404));
    assertThat(shop.server.everythingLogged().contains("SRVE0315E")).isFalse();
  }

  @Test
  void theRootWithoutASlashIsNotFound() {
    assertError(sendRaw("GET", "/qrpin"), 404, "resourceNotFound");
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({
    "$filter=broken, $filter",
    "$Filter=x, $Filter",
    "%24filter=x, $filter",
    "$filter=%zz, $filter",
    "$filter, $filter",
    "$select=id&$orderby=id, $orderby",
    "$top=-1, $top",
    "$top=1, $top",
    "$skiptoken=x, $skiptoken",
    "$count=true, $count"
  })
  void aQueryOptionThatTheResourceDoesNotHaveIsABadRequestThatNamesIt(String query, String option) {
    Worker worker = hireWithPin();

    for (String method : List.of("GET", "DELETE")) {
      Api.Answer answer =
          refused(worker, () -> sendRaw(method, "/qrpin" + Api.pinOf(worker.id()) + "?" + query));

      assertThat(assertError(answer, 400, "badRequest").getString("target")).isEqualTo(option);
    }
    String stranger = shop.tokens.application("User.Read.All").signed();
    assertThat(shop.api.to(Api.pinOf(worker.id()) + "?$filter=x").bearing(stranger).get().code())
        .isEqualTo("accessDenied");
  }

  @Test
  void namesToSelectAreTakenInAnyCase() {
    Worker worker = hireWithPin();

    Api.Answer some =
        sendRaw("GET", "/qrpin" + Api.pinOf(worker.id()) + "?$select=ID,CREATEDdatetime");

    assertThat(some.json()).containsOnlyKeys("@odata.type", "id", "createdDateTime");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "$select=id",
        "$select=id,createdDateTime",
        "$SELECT=ID",
        "$select=nothing",
        "$select=",
        "$select",
        "$select=%zz",
        "$select=%",
        "$select=%00",
        "$select=%FF",
        "$select=id&$select=code",
        "$expand=pin",
        "$expand=nothing($select=x)",
        "$expand=*",
        "%zz",
        "%",
        "&&&",
        "=",
        ";",
        "?",
        "'",
        "\"{",
        "a=/../..//",
        ""
      })
  void aQueryNeverFails(String query) {
    Worker worker = hireWithPin();
    String target = "/qrpin" + Api.pinOf(worker.id()) + "?" + query;

    assertThat(sendRaw("GET", target).status()).isEqualTo(200);
    assertThat(sendRaw("DELETE", target).status()).isEqualTo(204);
  }
}
