package io.qrpin.pin;

import java.util.Map;

/**
 * The whole PIN is one short block over and over, the last time perhaps cut. Source: qrpin's list,
 * {@code period}; SP 800-63B-4 §3.1.1.2 (commonly used values).
 *
 * @param maxPeriodDigits the longest such block
 */
record Period(int maxPeriodDigits) implements PinRule {

  @Override
  public String code() {
    return "period";
  }

  @Override
  public boolean refuses(PinDigits digits, PersonalData personal) {
    for (int periodDigits = 1; periodDigits <= maxPeriodDigits; periodDigits++) {
      if (hasPeriod(digits, periodDigits)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasPeriod(PinDigits digits, int periodDigits) {
    for (int i = periodDigits; i < digits.length(); i++) {
      if (!digits.repeats(i, periodDigits)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public PinRejection rejection() {
    return new PinRejection(
        code(),
        Map.of("maxPeriodDigits", maxPeriodDigits),
        "A block of up to %d digits is repeated from beginning to end.".formatted(maxPeriodDigits));
  }
}
