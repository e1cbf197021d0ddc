package io.qrpin.rest;

import io.qrpin.credential.Enrolment.Enrolled;
import io.qrpin.credential.MethodDetails;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Graph's qrCodePinAuthenticationMethod. */
final class MethodJson {

  static final String TYPE = "microsoft.graph.qrCodePinAuthenticationMethod";

  private MethodJson() {}

  static JsonObject withoutSecrets(MethodDetails details, String version) {
    return json(
        details,
        version,
        orNull(details.standard().map(QrCodeJson::withoutImage)),
        orNull(details.pin().map(QrPinJson::withoutCode)));
  }

  /** The one answer that shows badge and PIN. */
  static JsonObject withSecrets(Enrolled enrolled, String version) {
    return json(
        enrolled.method(),
        version,
        QrCodeJson.withImage(enrolled.badge()),
        QrPinJson.withCode(enrolled.pin()));
  }

  private static JsonObject json(
      MethodDetails details, String version, JsonValue standard, JsonValue pin) {
    JsonObjectBuilder json =
        JsonParts.object()
            .add("@odata.type", "#" + TYPE)
            .add("id", details.id().toString())
            .add("createdDateTime", details.createdAt().toString());
    if (!version.equals("v1.0")) {
      json.add("lastUsedDateTime", QrCodeJson.date(details.lastUsedAt()));
    }
    return json.add("standardQRCode", standard)
        .add("temporaryQRCode", orNull(details.temporary().map(QrCodeJson::withoutImage)))
        .add("pin", pin)
        .build();
  }

  private static JsonValue orNull(Optional<JsonObject> json) {
    return json.<JsonValue>map(present -> present).orElse(JsonValue.NULL);
  }
}
