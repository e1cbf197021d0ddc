package io.qrpin.rest;

import io.qrpin.badge.QrSymbol;
import io.qrpin.credential.IssuedQrCode;
import io.qrpin.credential.QrCodeDetails;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Graph's qrCode. */
final class QrCodeJson {

  static final String TYPE = "microsoft.graph.qrCode";

  private QrCodeJson() {}

  static JsonObject withoutImage(QrCodeDetails details) {
    return json(details, JsonValue.NULL);
  }

  /** The one answer that shows the symbol. */
  static JsonObject withImage(IssuedQrCode issued) {
    QrSymbol symbol = issued.symbol();
    Base64.Encoder base64 = Base64.getEncoder();
    return json(
        issued.details(),
        JsonParts.object()
            .add("binaryValue", base64.encodeToString(symbol.svg()))
            .add("rawContent", base64.encodeToString(symbol.rawContent()))
            .add("errorCorrectionLevel", symbol.errorCorrection().name().toLowerCase(Locale.ROOT))
            .add("version", symbol.version())
            .build());
  }

  static JsonValue date(Optional<Instant> instant) {
    return instant.<JsonValue>map(known -> JsonParts.text(known.toString())).orElse(JsonValue.NULL);
  }

  private static JsonObject json(QrCodeDetails details, JsonValue image) {
    return JsonParts.object()
        .add("@odata.type", "#" + TYPE)
        .add("id", details.id().toString())
        .add("createdDateTime", details.createdAt().toString())
        .add("startDateTime", details.validity().start().toString())
        .add("expireDateTime", details.validity().expiry().toString())
        .add("lastUsedDateTime", date(details.lastUsedAt()))
        .add("image", image)
        .build();
  }
}
