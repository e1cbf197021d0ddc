package io.qrpin.pin;

import java.util.Map;

/**
 * A block of two or three digits that is repeated at once, anywhere: {@code (\d{2,3})\1}. Source:
 * Microsoft Entra's own rule for weak PINs.
 *
 * @param minBlockDigits the shortest block that is looked for
 * @param maxBlockDigits the longest
 */
record RepeatedBlock(int minBlockDigits, int maxBlockDigits) implements PinRule {

  @Override
  public String code() {
    return "repeatedBlock";
  }

  @Override
  public boolean refuses(PinDigits digits, PersonalData personal) {
    for (int blockDigits = minBlockDigits; blockDigits <= maxBlockDigits; blockDigits++) {
      if (repeatsBlock(digits, blockDigits)) {
        return true;
      }
    }
    return false;
  }

  private static boolean repeatsBlock(PinDigits digits, int blockDigits) {
    int repeated = 0;
    for (int i = blockDigits; i < digits.length(); i++) {
      repeated = digits.repeats(i, blockDigits) ? repeated + 1 : 0;
      if (repeated == blockDigits) {
        return true;
      }
    }
    return false;
  }

  @Override
  public PinRejection rejection() {
    return new PinRejection(
        code(),
        Map.of("minBlockDigits", minBlockDigits, "maxBlockDigits", maxBlockDigits),
        "A block of %d or %d digits is repeated at once."
            .formatted(minBlockDigits, maxBlockDigits));
  }
}
