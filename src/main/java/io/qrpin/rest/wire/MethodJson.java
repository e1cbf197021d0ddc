package io.qrpin.rest.wire;

import io.qrpin.badge.QrSymbol;
import io.qrpin.credential.Enrolment.Enrolled;
import io.qrpin.credential.IssuedPin;
import io.qrpin.credential.IssuedQrCode;
import io.qrpin.credential.MethodDetails;
import io.qrpin.credential.PinDetails;
import io.qrpin.credential.QrCodeDetails;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Graph's qrCodePinAuthenticationMethod, and its parts qrCode and qrPin: {@code with…} their
 * secrets for the answer that issues them, and {@code without…} for every other answer.
 */
public final class MethodJson {

  public static final WireType CODE =
      WireType.named(
          "microsoft.graph.qrCode",
          "id",
          "createdDateTime",
          "startDateTime",
          "expireDateTime",
          "lastUsedDateTime",
          "image");
  public static final WireType PIN =
      WireType.named(
          "microsoft.graph.qrPin",
          "id",
          "code",
          "forceChangePinNextSignIn",
          "createdDateTime",
          "updatedDateTime");
  public static final WireType METHOD =
      WireType.named(
              "microsoft.graph.qrCodePinAuthenticationMethod",
              "id",
              "createdDateTime",
              "lastUsedDateTime")
          .with("standardQRCode", CODE)
          .with("temporaryQRCode", CODE)
          .with("pin", PIN);

  private MethodJson() {}

  /** Only the version {@code beta} has {@code lastUsedDateTime} (Graph). */
  public static JsonObject withoutSecrets(MethodDetails details, String version) {
    return method(
        details,
        version,
        orNull(details.standard().map(MethodJson::withoutImage)),
        orNull(details.pin().map(MethodJson::withoutCode)));
  }

  public static JsonObject withSecrets(Enrolled enrolled, String version) {
    return method(
        enrolled.method(), version, withImage(enrolled.badge()), withCode(enrolled.pin()));
  }

  private static JsonObject method(
      MethodDetails details, String version, JsonValue standard, JsonValue pin) {
    JsonObjectBuilder json =
        JsonParts.object()
            .add("@odata.type", METHOD.annotation())
            .add("id", details.id().toString())
            .add("createdDateTime", details.createdAt().toString());
    if (!version.equals("v1.0")) {
      json.add("lastUsedDateTime", JsonParts.date(details.lastUsedAt()));
    }
    return json.add("standardQRCode", standard)
        .add("temporaryQRCode", orNull(details.temporary().map(MethodJson::withoutImage)))
        .add("pin", pin)
        .build();
  }

  private static JsonValue orNull(Optional<JsonObject> json) {
    return json.<JsonValue>map(present -> present).orElse(JsonValue.NULL);
  }

  public static JsonObject withoutImage(QrCodeDetails details) {
    return code(details, JsonValue.NULL);
  }

  public static JsonObject withImage(IssuedQrCode issued) {
    QrSymbol symbol = issued.symbol();
    Base64.Encoder base64 = Base64.getEncoder();
    return code(
        issued.details(),
        JsonParts.object()
            .add("binaryValue", base64.encodeToString(symbol.svg()))
            .add("rawContent", base64.encodeToString(symbol.rawContent()))
            .add("errorCorrectionLevel", symbol.errorCorrection().name().toLowerCase(Locale.ROOT))
            .add("version", symbol.version())
            .build());
  }

  private static JsonObject code(QrCodeDetails details, JsonValue image) {
    return JsonParts.object()
        .add("@odata.type", CODE.annotation())
        .add("id", details.id().toString())
        .add("createdDateTime", details.createdAt().toString())
        .add("startDateTime", details.validity().start().toString())
        .add("expireDateTime", details.validity().expiry().toString())
        .add("lastUsedDateTime", JsonParts.date(details.lastUsedAt()))
        .add("image", image)
        .build();
  }

  public static JsonObject withoutCode(PinDetails details) {
    return pin(details, JsonValue.NULL);
  }

  public static JsonObject withCode(IssuedPin issued) {
    String code = issued.pin().expose(digits -> new String(digits, StandardCharsets.US_ASCII));
    return pin(issued.details(), JsonParts.text(code));
  }

  private static JsonObject pin(PinDetails details, JsonValue code) {
    return JsonParts.object()
        .add("@odata.type", PIN.annotation())
        .add("id", details.id().toString())
        .add("code", code)
        .add("forceChangePinNextSignIn", details.changeRequired())
        .add("createdDateTime", details.createdAt().toString())
        .add("updatedDateTime", details.updatedAt().toString())
        .build();
  }
}
