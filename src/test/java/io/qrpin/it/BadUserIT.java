package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Missing users, and ids that look like something else. */
class BadUserIT extends BadInput {

  BadUserIT(Shop shop) {
    super(shop);
  }

  static Stream<String> strangeIds() {
    return Stream.of(
        "nobody",
        UUID.randomUUID().toString(),
        "nobody@contoso.example",
        "'",
        "%22",
        "''",
        "%27%20or%20%271%27=%271",
        "%27)%20or%20(%271%27=%271",
        "x%27%20union%20select%20*%20from%20directory_user%20--",
        "%25",
        "_",
        "*",
        "%3Cscript%3E",
        "%7Bid%7D",
        "$%7Bjndi:ldap:%7D",
        "null",
        "me",
        "0",
        "-1",
        "+",
        "%F0%9F%94%91",
        "%EF%BF%BF",
        "%E2%80%AE",
        "x".repeat(128),
        "x".repeat(129),
        "x".repeat(5_000));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("strangeIds")
  void aUserWhoDoesNotExistIsNotFound(String id) {
    String people = shop.database.value("select count(*) from directory_user");
    for (String method : List.of("GET", "DELETE", "PATCH")) {
      Api.Answer answer =
          at(Api.pinOf(id))
              .with("Content-Type", "application/json")
              .send(method, BodyPublishers.ofString("{}"));

      assertError(answer, 404, "resourceNotFound");
      if (id.length() > 4) {
        assertThat(answer.body()).doesNotContain(id);
      }
    }
    assertThat(shop.database.value("select count(*) from directory_user")).isEqualTo(people);
  }

  @Test
  void aBadBodyForAUserWhoDoesNotExistIsNotFound() {
    assertError(at(Api.pinOf("nobody")).patch(code("1")), 404, "resourceNotFound");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {"x%27;%20drop%20table%20directory_user%20--", "x%27%3Bdelete%20from%20qr_pin--"})
  void anIdWithASemicolonIsRefused(String id) {
    Worker worker = hireWithPin();

    Api.Answer answer = refused(worker, () -> at(Api.pinOf(id)).delete());

    assertError(answer, oneOf(answer, 400, 404));
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"users", "methods"})
  void aUserWhoseIdIsAWordOfTheAddressIsServedInAnyCase(String word) {
    Worker worker = shop.hireAs(word);
    pin(worker).patch("{}");

    assertThat(at(Api.pinOf(word)).get().status()).isEqualTo(200);
    assertThat(at("/users/" + word + "/Authentication/QrCodePinMethod/Pin").get().status())
        .isEqualTo(200);
  }
}
