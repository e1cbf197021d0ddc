package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Media types, in {@code Content-Type} and in {@code Accept}, that are wrong or odd. */
class BadMediaTypeIT extends BadInput {

  BadMediaTypeIT(Shop shop) {
    super(shop);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "text/plain",
        "text/json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/jsonx",
        "image/svg+xml"
      })
  void aWrongMediaTypeIsNotSupported(String type) {
    eachRefusal(
            worker ->
                pin(worker)
                    .with("Content-Type", type)
                    .send("PATCH", BodyPublishers.ofString(code(GOOD))))
        .forEach(answer -> assertError(answer, 415));
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {"junk", "application", "/", "//", "/json", "application/", ";", ",", "a/b/c", "="})
  void aMalformedContentTypeIsRefused(String junk) {
    eachRefusal(
            worker ->
                pin(worker)
                    .with("Content-Type", junk)
                    .send("PATCH", BodyPublishers.ofString(code(GOOD))))
        .forEach(answer -> assertError(answer, oneOf(answer, 400, 415)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "application/json;charset=nonsense",
        "application/json;charset=",
        "application/json;",
        "application/json;;",
        "application/json;=",
        "application/json; charset=\"utf-8"
      })
  void oddParametersOfAContentTypeDoNotFailTheServer(String type) {
    Api.Answer answer =
        pin(shop.hire()).with("Content-Type", type).send("PATCH", BodyPublishers.ofString("{}"));

    if (answer.status() != 201) {
      assertError(answer, oneOf(answer, 400, 415));
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/json;odata.metadata=minimal;IEEE754Compatible=false"
      })
  void parametersOfTheMediaTypeDoNotMatter(String type) {
    assertThat(
            pin(shop.hire())
                .with("Content-Type", type)
                .send("PATCH", BodyPublishers.ofString("{}"))
                .status())
        .isEqualTo(201);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"text/html", "image/*", "application/xml", "text/html,text/plain;q=0.5"})
  void aCallerWhoAcceptsNoJsonGetsNoneAndChangesNothing(String accepted) {
    eachRefusal(worker -> pin(worker).with("Accept", accepted).patch("{}"))
        .forEach(answer -> assertError(answer, 406));
    assertError(pin(hireWithPin()).with("Accept", accepted).get(), 406);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"junk", "/", ";", "text", "a/b/c", "*"})
  void aMalformedAcceptHeaderDoesNotFailTheServer(String junk) {
    Api.Answer answer = pin(hireWithPin()).with("Accept", junk).get();

    if (answer.status() != 200) {
      assertError(answer, oneOf(answer, 400, 406));
    }
  }
}
