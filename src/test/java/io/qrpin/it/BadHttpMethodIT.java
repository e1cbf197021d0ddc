package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP methods that a resource does not have. */
class BadHttpMethodIT extends BadInput {

  BadHttpMethodIT(Shop shop) {
    super(shop);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"POST", "PUT", "BREW", "LOCK", "PROPFIND"})
  void aMethodThatTheResourceDoesNotHaveIsNotAllowed(String method) {
    Worker worker = hireWithPin();

    for (String type : List.of("application/json", "text/plain")) {
      Api.Answer answer =
          refused(
              worker,
              () ->
                  pin(worker)
                      .with("Content-Type", type)
                      .send(method, BodyPublishers.ofString("{}")));

      assertError(answer, 405, "methodNotAllowed");
      assertAllowsWhatThereIs(answer);
    }
  }

  /** RFC 9110 §9.1: method names are case-sensitive. The permission is checked in any case. */
  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"delete", "Delete", "patch"})
  void aMethodNameInAnotherCaseGivesNoPermission(String method) {
    Worker worker = hireWithPin();
    String reader = shop.tokens.application("UserAuthMethod-QR.Read.All").signed();

    Api.Answer answer =
        refused(
            worker,
            () ->
                shop.api
                    .to(Api.pinOf(worker.id()))
                    .bearing(reader)
                    .with("Content-Type", "application/json")
                    .send(method, BodyPublishers.ofString("{}")));

    assertError(answer, oneOf(answer, 403, 405));
  }

  @Test
  void traceEchoesNothing() {
    Worker worker = hireWithPin();

    Api.Answer answer = refused(worker, () -> sendRaw("TRACE", "/qrpin" + Api.pinOf(worker.id())));

    assertThat(answer.status()).isGreaterThanOrEqualTo(400).isLessThan(500);
    assertThat(answer.body()).doesNotContain("Bearer");
  }

  @Test
  void optionsAreListedOrNotAllowedAndNeverFail() {
    Worker worker = hireWithPin();

    Api.Answer answer = refused(worker, () -> pin(worker).send("OPTIONS", BodyPublishers.noBody()));

    assertAllowsWhatThereIs(answer);
    if (answer.status() == 405) {
      assertError(answer, 405, "methodNotAllowed");
    } else {
      assertThat(answer.status()).isIn(200, 204);
      assertThat(answer.body()).doesNotContain("error");
    }
  }

  @Test
  void optionsNeedThePermissionToRead() {
    Worker worker = hireWithPin();
    String stranger = shop.tokens.application().signed();

    for (String path : List.of(Api.pinOf(worker.id()), Api.methodOf(worker.id()))) {
      Api.Answer answer =
          refused(
              worker,
              () -> shop.api.to(path).bearing(stranger).send("OPTIONS", BodyPublishers.noBody()));

      assertError(answer, 403, "accessDenied");
      assertThat(answer.headers("Allow")).isEmpty();
    }
  }

  @Test
  void everyAnswerHasHeadersThatKeepBrowsersFromGuessing() {
    Worker worker = hireWithPin();

    for (Api.Answer answer :
        List.of(
            pin(worker).get(),
            pin(shop.hire()).get(),
            shop.api.to(Api.pinOf(worker.id())).get(),
            at("/no/such/path").get(),
            at("/WEB-INF/web.xml").get())) {
      assertThat(answer.headers("X-Content-Type-Options")).containsExactly("nosniff");
      assertThat(answer.headers("Referrer-Policy")).containsExactly("no-referrer");
    }
  }

  @Test
  void headIsAnsweredAsGetWithoutTheBody() {
    Worker worker = hireWithPin();
    String stranger = shop.tokens.application().signed();

    assertThat(pin(worker).send("HEAD", BodyPublishers.noBody()).status()).isEqualTo(200);
    assertThat(pin(worker).send("HEAD", BodyPublishers.noBody()).body()).isEmpty();
    assertThat(pin(shop.hire()).send("HEAD", BodyPublishers.noBody()).status()).isEqualTo(404);
    assertThat(
            shop.api
                .to(Api.pinOf(worker.id()))
                .bearing(stranger)
                .send("HEAD", BodyPublishers.noBody())
                .status())
        .isEqualTo(403);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "X-HTTP-Method-Override",
        "X-HTTP-Method",
        "X-Method-Override",
        "X-Http-Method-Name",
        "_method"
      })
  void aHeaderDoesNotOverrideTheMethod(String header) {
    Worker worker = hireWithPin();

    for (String other : List.of("DELETE", "PATCH")) {
      assertThat(refused(worker, () -> pin(worker).with(header, other).get()).status())
          .isEqualTo(200);
      assertError(
          refused(
              worker,
              () ->
                  pin(worker)
                      .with(header, other)
                      .with("Content-Type", "application/json")
                      .send("POST", BodyPublishers.ofString("{}"))),
          405,
          "methodNotAllowed");
    }
    assertThat(refused(worker, () -> at(Api.pinOf(worker.id()) + "?_method=DELETE").get()).status())
        .isEqualTo(200);
  }

  private static void assertAllowsWhatThereIs(Api.Answer answer) {
    List<String> allowed =
        answer.headers("Allow").stream().flatMap(it -> Stream.of(it.split("[, ]+"))).toList();
    assertThat(allowed).contains("GET", "PATCH", "DELETE").doesNotContain("POST", "PUT");
  }
}
