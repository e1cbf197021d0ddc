package io.qrpin.pin;

import java.util.Map;

/**
 * Too few different digits. Source: qrpin's list, {@code fewDigits}; SP 800-63B-4 §3.1.1.2
 * (commonly used values: repetitive characters).
 *
 * @param minDistinctDigits how many different digits a PIN needs
 */
record FewDigits(int minDistinctDigits) implements PinRule {

  @Override
  public String code() {
    return "fewDigits";
  }

  @Override
  public boolean refuses(PinDigits digits, PersonalData personal) {
    int seen = 0;
    for (int i = 0; i < digits.length(); i++) {
      seen |= 1 << digits.at(i);
    }
    return Integer.bitCount(seen) < minDistinctDigits;
  }

  @Override
  public PinRejection rejection() {
    return new PinRejection(
        code(),
        Map.of("minDistinctDigits", minDistinctDigits),
        "There are fewer than %d different digits.".formatted(minDistinctDigits));
  }
}
