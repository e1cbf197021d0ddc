package io.qrpin.rest.wire;

import io.qrpin.rest.errors.GraphError;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** Graph's error (Microsoft REST API guidelines §7.10.2). */
public final class ErrorJson {

  private ErrorJson() {}

  /** The body of an answer to the request that {@code ids} names. */
  public static JsonObject of(GraphError error, RequestIds ids) {
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
    json.add(
        "innerError",
        JsonParts.object()
            .add("date", ids.date().toString())
            .add("request-id", ids.requestId())
            .add("client-request-id", ids.clientRequestId()));
    return JsonParts.object().add("error", json).build();
  }
}
