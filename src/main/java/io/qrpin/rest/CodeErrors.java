package io.qrpin.rest;

import io.qrpin.qrcode.QrCodeKind;
import io.qrpin.qrcode.Validity;
import java.time.Duration;

/** Graph's errors for a code that is not issued. */
final class CodeErrors {

  private CodeErrors() {}

  static Refusal invalid(QrCodeKind kind, Validity.Problem problem) {
    return switch (problem) {
      case TOO_LONG ->
          refusal(
              "qrCodeLifeTimeExceedLimit", "A code like this is valid for at most " + most(kind));
      case TOO_SHORT ->
          refusal(
              "qrCodeLifeTimeTooShort", "A code like this is valid for at least " + least(kind));
      case INVALID_RANGE ->
          refusal(
              "invalidDateTimeRange",
              "The expiry is after the start and yet to come, the start at most 395 days ahead");
      case NONE -> throw new IllegalArgumentException("a valid code was not refused");
    };
  }

  static Refusal activeExists() {
    return refusal("ActiveQRCodeExisted", "There is an active code already");
  }

  private static String least(QrCodeKind kind) {
    return inWords(kind, kind.leastLifetime());
  }

  private static String most(QrCodeKind kind) {
    return inWords(kind, kind.mostLifetime());
  }

  private static String inWords(QrCodeKind kind, Duration time) {
    return switch (kind) {
      case STANDARD -> time.toDays() + " days";
      case TEMPORARY -> time.toHours() + " hours";
    };
  }

  private static Refusal refusal(String code, String message) {
    return new Refusal(GraphError.of(400, code, message + "."));
  }
}
