package io.qrpin.pin;

import java.nio.CharBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Draws random PINs until the policy accepts one. A refused PIN is thrown away and never mended, so
 * all acceptable PINs are equally likely. Thread safe, as {@link SecureRandom} is.
 */
public final class PinGenerator {

  /**
   * The policy refuses about 1 in 20 random PINs of 8 digits, and 1 in 5 of 20 digits. So many
   * refusals in a row mean a broken source of randomness.
   */
  static final int MAX_DRAWS = 1_000;

  private final SecureRandom random;

  public PinGenerator(SecureRandom random) {
    this.random = Objects.requireNonNull(random, "random");
  }

  /**
   * Draws a PIN of the policy's minimum length.
   *
   * @param personal the known data of the person who will use the PIN
   * @return a PIN that {@code policy} accepts; the caller erases it
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
