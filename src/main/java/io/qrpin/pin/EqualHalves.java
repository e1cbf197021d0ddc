package io.qrpin.pin;

import java.util.Map;

/**
 * The second half says the first again. Source: qrpin's list, {@code halves}; SP 800-63B-4 §3.1.1.2
 * (commonly used values).
 */
record EqualHalves() implements PinRule {

  @Override
  public String code() {
    return "halves";
  }

  @Override
  public boolean refuses(PinDigits digits, PersonalData personal) {
    if (digits.length() % 2 != 0) {
      return false;
    }
    int half = digits.length() / 2;
    for (int i = half; i < digits.length(); i++) {
      if (!digits.repeats(i, half)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public PinRejection rejection() {
    return new PinRejection(code(), Map.of(), "The two halves are equal.");
  }
}
