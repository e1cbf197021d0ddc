package io.qrpin.rest.errors;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import java.time.Duration;

/** Graph's errors for a method or a code that is not issued. */
public final class MethodErrors {

  private MethodErrors() {}

  public static Refusal activeMethod() {
    return refusal("tooManyQRCodePinMethod", "The user has an active method already.");
  }

  public static Refusal activeCode() {
    return refusal("ActiveQRCodeExisted", "There is an active code already.");
  }

  public static Refusal codeRequired() {
    return new Refusal(
        GraphError.of(
                400,
                "standardQRCodeRequired",
                "A new method needs a standardQRCode, and cannot have a temporaryQRCode.")
            .at("standardQRCode"));
  }

  /**
   * @throws IllegalArgumentException if there is no problem
   */
  public static Refusal invalidCode(QrCodeKind kind, Validity.Problem problem) {
    return switch (problem) {
      case TOO_LONG -> refusal("qrCodeLifeTimeExceedLimit", lifetimes(kind));
      case TOO_SHORT -> refusal("qrCodeLifeTimeTooShort", lifetimes(kind));
      case INVALID_RANGE ->
          refusal(
              "invalidDateTimeRange",
              "The expiry must be in the future and after the start, and the start at most %d days from now."
                  .formatted(Validity.MAX_TIME_TO_START.toDays()));
      case NONE -> throw new IllegalArgumentException("the code is valid");
    };
  }

  private static String lifetimes(QrCodeKind kind) {
    Duration least = kind.minLifetime();
    Duration most = kind.maxLifetime();
    return kind == QrCodeKind.STANDARD
        ? "A standard code is valid for %d to %d days.".formatted(least.toDays(), most.toDays())
        : "A temporary code is valid for %d to %d hours."
            .formatted(least.toHours(), most.toHours());
  }

  private static Refusal refusal(String code, String message) {
    return new Refusal(GraphError.of(400, code, message));
  }
}
