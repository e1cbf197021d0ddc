package io.qrpin.rest;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a request, in Graph's words (Microsoft REST API guidelines §7.10.2).
 *
 * @param status the HTTP status
 * @param code what a program reads
 * @param message what a person reads; it names the mistake and never a secret
 * @param target the property or parameter that is wrong
 * @param details one entry a mistake where there are several
 */
record GraphError(
    int status, String code, String message, Optional<String> target, List<Detail> details) {

  /** One of several mistakes. */
  record Detail(String code, String message, String target) {}

  static GraphError of(int status, String code, String message) {
    return new GraphError(status, code, message, Optional.empty(), List.of());
  }

  static GraphError badRequest(String message) {
    return of(400, "badRequest", message);
  }

  static GraphError badRequest(String target, String message) {
    return badRequest(message).at(target);
  }

  static GraphError unauthenticated() {
    return of(401, "unauthenticated", "A valid bearer token is required.");
  }

  static GraphError accessDenied() {
    return of(403, "accessDenied", "The caller may not do this.");
  }

  static GraphError resourceNotFound() {
    return of(404, "resourceNotFound", "There is no such resource.");
  }

  static GraphError requestTooLarge(int mostBytes) {
    return of(413, "requestTooLarge", "The body is larger than " + mostBytes + " bytes.");
  }

  static GraphError serviceOverloaded() {
    return of(503, "serviceOverloaded", "There are too many requests at once. Try again later.");
  }

  /**
   * There were too many wrong PINs.
   *
   * @param remaining how long none is compared; empty where only a reset helps
   */
  static GraphError tooManyAttempts(int status, Optional<Duration> remaining) {
    GraphError error =
        of(status, "tooManyAttempts", "There were too many wrong PINs; none is compared now.");
    return remaining.isPresent()
        ? error
        : error.with(
            List.of(new Detail("resetRequired", "Only an administrator's reset helps.", "pin")));
  }

  /** The error for a bare status, as a framework or the container reports it. */
  static GraphError of(int status) {
    return switch (status) {
      case 400 -> badRequest("The request is malformed.");
      case 401 -> unauthenticated();
      case 403 -> accessDenied();
      case 404 -> resourceNotFound();
      case 405 -> of(405, "methodNotAllowed", "This resource does not have that method.");
      case 406 -> of(406, "notAcceptable", "Answers are application/json only.");
      case 413 -> of(413, "requestTooLarge", "The request is too large.");
      case 414 -> of(414, "uriTooLong", "The address is too long.");
      case 415 -> of(415, "unsupportedMediaType", "Bodies are application/json only.");
      case 503 -> of(503, "serviceNotAvailable", "The service cannot answer now. Try again later.");
      default ->
          status >= 400 && status < 500
              ? of(status, "badRequest", "The request cannot be served.")
              : of(status, "internalServerError", "The request failed. It names itself below.");
    };
  }

  GraphError at(String where) {
    return new GraphError(status, code, message, Optional.of(where), details);
  }

  GraphError with(List<Detail> several) {
    return new GraphError(status, code, message, target, List.copyOf(several));
  }

  JsonObject toJson(RequestIds ids) {
    JsonObjectBuilder error = JsonParts.object().add("code", code).add("message", message);
    target.ifPresent(where -> error.add("target", where));
    if (!details.isEmpty()) {
      JsonArrayBuilder all = JsonParts.array();
      for (Detail detail : details) {
        all.add(
            JsonParts.object()
                .add("code", detail.code())
                .add("message", detail.message())
                .add("target", detail.target()));
      }
      error.add("details", all);
    }
    error.add(
        "innerError",
        JsonParts.object()
            .add("date", ids.date().toString())
            .add("request-id", ids.requestId())
            .add("client-request-id", ids.clientRequestId()));
    return JsonParts.object().add("error", error).build();
  }
}
