package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Checks that an answer is a complete error in Graph's shape and reveals no internals. */
final class GraphErrors {

  private static final List<String> INNARDS =
      List.of(
          "exception",
          "io.qrpin",
          "java.",
          "javax.",
          "jakarta.",
          "org.",
          "com.ibm",
          "io.openliberty",
          "cww",
          "srve",
          "sql",
          "postgres",
          "select ",
          "insert ",
          "delete from",
          "directory_user",
          "qr_pin",
          "<html");

  /** Shorter runs of digits can be numbers in a rule's message. */
  private static final int MIN_REPEATED_DIGITS = 5;

  private GraphErrors() {}

  /** An error with this status and this code; returns its {@code error}. */
  static JsonObject assertError(Api.Answer answer, int status, String code) {
    JsonObject error = assertError(answer, status);
    assertThat(error.getString("code")).isEqualTo(code);
    return error;
  }

  /** An error with this status, whatever its code; returns its {@code error}. */
  static JsonObject assertError(Api.Answer answer, int status) {
    assertThat(answer.status()).as("status; body: %s", answer).isEqualTo(status);
    assertThat(answer.headers("Content-Type")).hasSize(1);
    assertThat(answer.header("Content-Type")).matches("application/json($|[; ].*)");
    assertThat(answer.json().keySet()).containsExactly("error");
    JsonObject error = answer.error();
    assertThat(error.keySet())
        .contains("code", "message", "innerError")
        .isSubsetOf("code", "message", "target", "details", "innerError");
    assertThat(error.getString("code")).matches("[A-Za-z]+");
    assertThat(error.getString("message")).isNotBlank();
    assertNamesItsRequest(answer, error.getJsonObject("innerError"));
    if (status == 401) {
      assertThat(answer.headers("WWW-Authenticate"))
          .containsExactly(
              error.getString("code").equals("invalidCredentials") ? "QrCodePin" : "Bearer");
    } else {
      assertThat(answer.headers("WWW-Authenticate")).isEmpty();
    }
    assertThat(answer.body().toLowerCase(Locale.ROOT)).doesNotContain(INNARDS);
    return error;
  }

  /** The error repeats neither the input nor a long run of it. */
  static void assertSilentAbout(String input, Api.Answer answer) {
    String text = withoutInnerError(answer.error()).toString();
    assertThat(text.contains(input)).as("the error repeats what was sent").isFalse();
    for (int end = MIN_REPEATED_DIGITS; end <= input.length(); end++) {
      assertThat(text.contains(input.substring(end - MIN_REPEATED_DIGITS, end)))
          .as("the error repeats a part of what was sent")
          .isFalse();
    }
  }

  /** The error without the parts that differ between requests. */
  static JsonObject withoutInnerError(JsonObject error) {
    return Json.createObjectBuilder(error).remove("innerError").build();
  }

  private static void assertNamesItsRequest(Api.Answer answer, JsonObject inner) {
    assertThat(inner.keySet()).containsExactlyInAnyOrder("date", "request-id", "client-request-id");
    assertThat(Instant.parse(inner.getString("date")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(inner.getString("request-id")).isNotBlank();
    assertThat(answer.headers("request-id")).containsExactly(inner.getString("request-id"));
    assertThat(answer.headers("client-request-id"))
        .containsExactly(inner.getString("client-request-id"));
  }
}
