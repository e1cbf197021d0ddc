package io.qrpin.rest.wire;

import io.qrpin.rest.errors.GraphError;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * The ids of a request in answers, logs and audit rows.
 *
 * @param requestId our id, new for each request
 * @param clientRequestId the client's id, or ours if the client's could do harm in a log; it is no
 *     key, because an instance of Microsoft's SDK repeats it in all its requests
 * @param date the instant when the request arrived
 */
public record RequestIds(String requestId, String clientRequestId, Instant date) {

  private static final String ATTRIBUTE = RequestIds.class.getName();
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** The ids of {@code request}; they are made at the first call and kept. */
  public static RequestIds of(HttpServletRequest request, Clock clock) {
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

  /** Adds both ids to the headers of an answer. */
  public void writeTo(BiConsumer<String, String> headers) {
    headers.accept("request-id", requestId);
    headers.accept("client-request-id", clientRequestId);
  }

  /** The body of the answer {@code error} (Microsoft REST API guidelines §7.10.2). */
  public JsonObject bodyOf(GraphError error) {
    JsonObjectBuilder json =
        partOf(error)
            .add(
                "innerError",
                JsonParts.object()
                    .add("date", date.toString())
                    .add("request-id", requestId)
                    .add("client-request-id", clientRequestId));
    return JsonParts.object().add("error", json).build();
  }

  /** An error in an answer that holds several; the headers of the answer have its ids. */
  public static JsonObjectBuilder partOf(GraphError error) {
    JsonObjectBuilder json =
        JsonParts.object().add("code", error.code()).add("message", error.message());
    error.target().ifPresent(target -> json.add("target", target));
    if (!error.details().isEmpty()) {
      JsonArrayBuilder details = JsonParts.array();
      for (GraphError.Detail detail : error.details()) {
        details.add(
            JsonParts.object()
                .add("code", detail.code())
                .add("message", detail.message())
                .add("target", detail.target()));
      }
      json.add("details", details);
    }
    return json;
  }
}
