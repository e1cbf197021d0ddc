package io.qrpin.rest;

import io.qrpin.credential.IssuedPin;
import io.qrpin.credential.PinDetails;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;

/** Graph's qrPin. */
final class QrPinJson {

  static final String TYPE = "microsoft.graph.qrPin";

  private QrPinJson() {}

  static JsonObject withoutCode(PinDetails details) {
    return json(details, JsonValue.NULL);
  }

  /** The one answer that shows the digits. */
  static JsonObject withCode(IssuedPin issued) {
    String code = issued.pin().expose(digits -> new String(digits, StandardCharsets.US_ASCII));
    return json(issued.details(), JsonParts.text(code));
  }

  private static JsonObject json(PinDetails details, JsonValue code) {
    return JsonParts.object()
        .add("@odata.type", "#" + TYPE)
        .add("id", details.id().toString())
        .add("code", code)
        .add("forceChangePinNextSignIn", details.changeRequired())
        .add("createdDateTime", details.createdAt().toString())
        .add("updatedDateTime", details.updatedAt().toString())
        .build();
  }
}
