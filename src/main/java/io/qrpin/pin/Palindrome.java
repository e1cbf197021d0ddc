package io.qrpin.pin;

import java.util.Map;

/**
 * Read backwards it is the same. Source: qrpin's list, {@code palindrome}; SP 800-63B-4 §3.1.1.2
 * (commonly used values).
 */
record Palindrome() implements PinRule {

  @Override
  public String code() {
    return "palindrome";
  }

  @Override
  public boolean refuses(PinDigits digits, PersonalData personal) {
    int last = digits.length() - 1;
    for (int i = 0; i < last - i; i++) {
      if (digits.at(i) != digits.at(last - i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public PinRejection rejection() {
    return new PinRejection(code(), Map.of(), "Read backwards it is the same.");
  }
}
