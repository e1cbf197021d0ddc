package io.qrpin.pin;

import java.util.Map;

/**
 * Every digit is doubled, from the first on (11223344). Source: qrpin's list, {@code pairs}; SP
 * 800-63B-4 §3.1.1.2 (commonly used values).
 */
record Pairs() implements PinRule {

  @Override
  public String code() {
    return "pairs";
  }

  @Override
  public boolean refuses(PinDigits digits, PersonalData personal) {
    if (digits.length() % 2 != 0) {
      return false;
    }
    for (int i = 1; i < digits.length(); i += 2) {
      if (!digits.repeats(i, 1)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public PinRejection rejection() {
    return new PinRejection(code(), Map.of(), "Every digit is doubled.");
  }
}
