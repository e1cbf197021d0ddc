package io.qrpin.rest.errors;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An error in Graph's shape (Microsoft REST API guidelines §7.10.2).
 *
 * @param status the HTTP status
 * @param code the code that a program reads
 * @param message the sentence that a person reads; it names the mistake and never a secret
 * @param target the member or parameter that is wrong
 * @param details one entry for each mistake if there are several
 */
public record GraphError(
    int status, String code, String message, Optional<String> target, List<Detail> details) {

  public record Detail(String code, String message, String target) {}

  public static GraphError of(int status, String code, String message) {
    return new GraphError(status, code, message, Optional.empty(), List.of());
  }

  public static GraphError badRequest(String message) {
    return of(400, "badRequest", message);
  }

  public static GraphError badRequest(String target, String message) {
    return badRequest(message).at(target);
  }

  public static GraphError requestTooLarge(int mostBytes) {
    return of(413, "requestTooLarge", "The body is larger than " + mostBytes + " bytes.");
  }

  public static GraphError tlsRequired() {
    return of(
        403, "tlsRequired", "This service answers over TLS only; others can read plain HTTP.");
  }

  public static GraphError serviceOverloaded() {
    return of(503, "serviceOverloaded", "There are too many requests at once. Try again later.");
  }

  /** The error during a lock, which lasts this long; empty if only an administrator ends it. */
  public static GraphError tooManyAttempts(int status, Optional<Duration> remaining) {
    GraphError error =
        of(status, "tooManyAttempts", "There were too many wrong PINs; no PIN is checked now.");
    Detail reset = new Detail("resetRequired", "Only an administrator ends this lock.", "pin");
    return remaining.isPresent() ? error : error.with(List.of(reset));
  }

  /** The error for a status that says it all, or that a framework or the container reports. */
  public static GraphError of(int status) {
    return switch (status) {
      case 400 -> badRequest("The request is malformed.");
      case 401 -> of(401, "unauthenticated", "A valid bearer token is required.");
      case 403 -> of(403, "accessDenied", "The caller may not do this.");
      case 404 -> of(404, "resourceNotFound", "There is no such resource.");
      case 405 -> of(405, "methodNotAllowed", "This resource does not have that method.");
      case 406 ->
          of(
              406,
              "notAcceptable",
              "The answer is not available in the media types that are accepted.");
      case 413 -> of(413, "requestTooLarge", "The request is too large.");
      case 414 -> of(414, "uriTooLong", "The address is too long.");
      case 415 ->
          of(415, "unsupportedMediaType", "The body is not in a media type that is served here.");
      case 503 -> of(503, "serviceNotAvailable", "The service cannot answer now. Try again later.");
      default ->
          status >= 400 && status < 500
              ? of(status, "badRequest", "The request cannot be served.")
              : of(
                  status,
                  "internalServerError",
                  "The request failed. The log has it under its request-id.");
    };
  }

  public GraphError at(String where) {
    return new GraphError(status, code, message, Optional.of(where), details);
  }

  public GraphError with(List<Detail> several) {
    return new GraphError(status, code, message, target, List.copyOf(several));
  }
}
