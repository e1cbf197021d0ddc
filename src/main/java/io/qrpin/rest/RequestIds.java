package io.qrpin.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * What names a request in answers, logs and audit rows.
 *
 * @param requestId ours, new for each request
 * @param clientRequestId the client's own, echoed where it is harmless and otherwise the same as
 *     ours; every instance of Microsoft's SDK repeats one, so it is a key to nothing
 * @param date when the request was first seen
 */
record RequestIds(String requestId, String clientRequestId, Instant date) {

  private static final String ATTRIBUTE = RequestIds.class.getName();
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** The ids of {@code request}: made at the first call, the same at every later one. */
  static RequestIds of(HttpServletRequest request, Clock clock) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestIds known) {
      return known;
    }
    String own = UUID.randomUUID().toString();
    String clients = request.getHeader("client-request-id");
    boolean echo = clients != null && HARMLESS.matcher(clients).matches();
    RequestIds ids = new RequestIds(own, echo ? clients : own, clock.instant());
    request.setAttribute(ATTRIBUTE, ids);
    return ids;
  }

  /** Puts both ids into the headers of an answer. */
  void writeTo(BiConsumer<String, String> headers) {
    headers.accept("request-id", requestId);
    headers.accept("client-request-id", clientRequestId);
  }
}
