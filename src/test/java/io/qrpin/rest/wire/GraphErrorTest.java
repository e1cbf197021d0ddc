package io.qrpin.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphErrorTest {

  private static final RequestIds IDS =
      new RequestIds("request-1", "client-1", Instant.parse("2025-10-01T12:00:00.123456Z"));

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  @Test
  void anErrorHasGraphsShape() {
    assertThat(IDS.bodyOf(GraphError.of(404, "aCode", "A message.")))
        .isEqualTo(
            json(
                """
                {"error":{
                  "code":"aCode",
                  "message":"A message.",
                  "innerError":{
                    "date":"2025-10-01T12:00:00.123456Z",
                    "request-id":"request-1",
                    "client-request-id":"client-1"}}}
                """));
  }

  @Test
  void targetAndDetailsStandBeforeTheInnerErrorWhereThereAreAny() {
    GraphError error =
        GraphError.of(400, "aCode", "A message.")
            .at("a")
            .with(
                List.of(
                    new GraphError.Detail("one", "First.", "a"),
                    new GraphError.Detail("two", "Second.", "b")));
    JsonObject written = IDS.bodyOf(error);
    assertThat(written)
        .isEqualTo(
            json(
                """
                {"error":{
                  "code":"aCode",
                  "message":"A message.",
                  "target":"a",
                  "details":[
                    {"code":"one","message":"First.","target":"a"},
                    {"code":"two","message":"Second.","target":"b"}],
                  "innerError":{
                    "date":"2025-10-01T12:00:00.123456Z",
                    "request-id":"request-1",
                    "client-request-id":"client-1"}}}
                """));
    assertThat(written.getJsonObject("error").keySet())
        .containsExactly("code", "message", "target", "details", "innerError");
  }

  @Test
  void anAdditionKeepsTheRest() {
    GraphError error = GraphError.of(400, "aCode", "A message.");
    List<GraphError.Detail> details =
        new ArrayList<>(List.of(new GraphError.Detail("one", "First.", "a")));
    GraphError more = error.at("a").with(details).at("b");
    details.clear();
    assertThat(more)
        .isEqualTo(
            new GraphError(
                400,
                "aCode",
                "A message.",
                Optional.of("b"),
                List.of(new GraphError.Detail("one", "First.", "a"))));
    assertThat(error.target()).isEmpty();
    assertThat(error.details()).isEmpty();
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({
    "400, badRequest",
    "401, unauthenticated",
    "403, accessDenied",
    "404, resourceNotFound",
    "405, methodNotAllowed",
    "406, notAcceptable",
    "413, requestTooLarge",
    "414, uriTooLong",
    "415, unsupportedMediaType",
    "503, serviceNotAvailable",
    "409, badRequest",
    "499, badRequest",
    "500, internalServerError",
    "501, internalServerError",
    "599, internalServerError"
  })
  void everyBareStatusHasACodeAndASentence(int status, String code) {
    GraphError error = GraphError.of(status);
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.message()).matches("[A-Z].*\\.");
    assertThat(error.target()).isEmpty();
    assertThat(error.details()).isEmpty();
  }

  @Test
  void theNamedErrorsHaveTheirStatus() {
    assertThat(Refusal.wrong("a", "b").error())
        .isEqualTo(GraphError.badRequest("a", "The member a must be b."));
    assertThat(Refusal.accessDenied().error()).isEqualTo(GraphError.of(403));
    assertThat(Refusal.notFound().error()).isEqualTo(GraphError.of(404));
    assertThat(GraphError.requestTooLarge(10).status()).isEqualTo(413);
    assertThat(GraphError.requestTooLarge(10).message()).contains(" 10 ");
    assertThat(GraphError.serviceOverloaded().status()).isEqualTo(503);
    assertThat(GraphError.serviceOverloaded().code()).isEqualTo("serviceOverloaded");
    assertThat(GraphError.badRequest("A message.").status()).isEqualTo(400);
    assertThat(GraphError.badRequest("a", "A message.").target()).contains("a");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(ints = {423, 429})
  void tooManyAttemptsThatEndWithTimeSayNothingMore(int status) {
    GraphError error = GraphError.tooManyAttempts(status, Optional.of(Duration.ofSeconds(7)));
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.code()).isEqualTo("tooManyAttempts");
    assertThat(error.message()).matches("[A-Z].*\\.").doesNotContain("7");
    assertThat(error.target()).isEmpty();
    assertThat(error.details()).isEmpty();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(ints = {423, 429})
  void tooManyAttemptsThatOnlyAResetEndsSaySoInADetail(int status) {
    GraphError error = GraphError.tooManyAttempts(status, Optional.empty());
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.code()).isEqualTo("tooManyAttempts");
    assertThat(error.details())
        .extracting(GraphError.Detail::code)
        .containsExactly("resetRequired");
  }

  @Test
  void aRefusalHasTheHeadersThatItIsGivenAndNoneElse() {
    GraphError error = GraphError.of(403);
    assertThat(new Refusal(error).headers()).isEmpty();
    assertThat(new Refusal(error, Map.of("Retry-After", 3L)).headers())
        .isEqualTo(Map.of("Retry-After", 3L));
    assertThat(new Refusal(error, Map.of("Retry-After", 3L)).error()).isEqualTo(error);
  }

  @Test
  void aRefusalSaysItsCodeAndCarriesNoStackTrace() {
    Refusal refusal = new Refusal(GraphError.of(403));
    assertThat(refusal).hasMessage("accessDenied");
    assertThat(refusal.error()).isEqualTo(GraphError.of(403));
    assertThat(refusal.getStackTrace()).isEmpty();
  }
}
