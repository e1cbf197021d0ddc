package io.qrpin.pin;

import java.nio.CharBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Draws PINs that a policy accepts, each of those with the same chance: a draw that is refused is
 * thrown away whole, never mended. Thread safe, as {@link SecureRandom} is.
 */
public final class PinGenerator {

  /**
   * Draws before it gives up. Of random PINs about 1 in 20 (8 digits) to 1 in 5 (20 digits) is
   * refused, so that so many refusals in a row mean a broken random source and not bad luck.
   */
  static final int MAX_DRAWS = 1_000;

  private final SecureRandom random;

  /** A generator that draws from {@code random}. */
  public PinGenerator(SecureRandom random) {
    this.random = Objects.requireNonNull(random, "random");
  }

  /**
   * Draws a PIN of the policy's minimum length.
   *
   * @param policy what the PIN must fulfil
   * @param personal what the directory knows of the one who will use the PIN
   * @return a PIN that {@code policy} accepts; to be erased by the caller
   * @throws IllegalStateException when the policy refused 1,000 draws in a row
   */
  public Pin generate(PinPolicy policy, PersonalData personal) {
    for (int draw = 0; draw < MAX_DRAWS; draw++) {
      Pin pin = draw(policy.minLengthDigits());
      if (policy.review(pin, personal) instanceof PinReview.Accepted) {
        return pin;
      }
      pin.erase();
    }
    throw new IllegalStateException(
        "the PIN policy refused %d random PINs in a row".formatted(MAX_DRAWS));
  }

  private Pin draw(int lengthDigits) {
    char[] digits = new char[lengthDigits];
    try {
      for (int i = 0; i < lengthDigits; i++) {
        // nextInt(bound) draws again where a remainder would favour the low digits.
        digits[i] = (char) ('0' + random.nextInt(10));
      }
      return Pin.of(CharBuffer.wrap(digits)).orElseThrow();
    } finally {
      Arrays.fill(digits, '\0');
    }
  }
}
