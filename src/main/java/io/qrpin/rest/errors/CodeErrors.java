package io.qrpin.rest.errors;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import java.time.Duration;

/** Graph's errors for a code that is not issued. */
public final class CodeErrors {

  private CodeErrors() {}

  /** The error for a validity that is out of bounds. */
  public static Refusal invalid(QrCodeKind kind, Validity.Problem problem) {
    return switch (problem) {
      case TOO_LONG -> refusal("qrCodeLifeTimeExceedLimit", lifetimes(kind));
      case TOO_SHORT -> refusal("qrCodeLifeTimeTooShort", lifetimes(kind));
      case INVALID_RANGE ->
          refusal(
              "invalidDateTimeRange",
              "The expiry must be in the future and after the start, and the start at most 395 days"
                  + " from now.");
      case NONE -> throw new IllegalArgumentException("the code is valid");
    };
  }

  /** The error for a temporary code while another one is active. */
  public static Refusal activeExists() {
    return refusal("ActiveQRCodeExisted", "There is an active code already.");
  }

  private static String lifetimes(QrCodeKind kind) {
    Duration least = kind.minLifetime();
    Duration most = kind.maxLifetime();
    return switch (kind) {
      case STANDARD ->
          "A standard code is valid for %d to %d days.".formatted(least.toDays(), most.toDays());
      case TEMPORARY ->
          "A temporary code is valid for %d to %d hours."
              .formatted(least.toHours(), most.toHours());
    };
  }

  private static Refusal refusal(String code, String message) {
    return new Refusal(GraphError.of(400, code, message));
  }
}
