package io.qrpin.pin;

import java.util.Map;

/**
 * A run of neighbours, up or down, where 0 follows 9 and 9 follows 0 (45678, 21098). Source: qrpin
 * {@code sequence}; SP 800-63B-4 §3.1.1.2 (commonly used values).
 *
 * @param minRunDigits the shortest run that is refused
 */
record Sequence(int minRunDigits) implements PinRule {

  private static final int UP = 1;
  private static final int DOWN = 9;

  @Override
  public String code() {
    return "sequence";
  }

  @Override
  public boolean refuses(PinDigits digits, PersonalData personal) {
    return hasRun(digits, UP) || hasRun(digits, DOWN);
  }

  private boolean hasRun(PinDigits digits, int step) {
    int runDigits = 1;
    for (int i = 1; i < digits.length(); i++) {
      boolean goesOn = digits.at(i) == (digits.at(i - 1) + step) % 10;
      runDigits = goesOn ? runDigits + 1 : 1;
      if (runDigits >= minRunDigits) {
        return true;
      }
    }
    return false;
  }

  @Override
  public PinRejection rejection() {
    return new PinRejection(
        code(),
        Map.of("minRunDigits", minRunDigits),
        "At least %d digits in a row count up or down.".formatted(minRunDigits));
  }
}
