package io.qrpin.pin;

import io.qrpin.PublicApi;
import io.qrpin.SecretBytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * A memorized secret (NIST SP 800-63B-4 §3.1.1, there "password"): one or more ASCII digits. It
 * cannot be printed, compared with {@code equals}, serialized or turned into JSON. Every line that
 * opens a PIN calls {@link #expose}. Thread safe. After {@link #erase()} every use but {@link
 * #lengthDigits()} fails.
 */
@PublicApi
public final class Pin {

  private final SecretBytes digits;

  private Pin(SecretBytes digits) {
    this.digits = digits;
  }

  /**
   * Reads digits, strictly: for a PIN that an administrator chooses or that software wrote.
   *
   * @return empty when {@code text} is not one or more of the ASCII digits 0 to 9
   */
  public static Optional<Pin> of(CharSequence text) {
    if (text.length() == 0 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return Optional.of(new Pin(SecretBytes.of(SecretBytes.ascii(text), "PIN")));
  }

  /**
   * Reads what a person typed: blanks, control characters and characters without a width do not
   * count, and the digits of every script are digits.
   *
   * @return empty when nothing else than these was typed, or anything that is no digit
   */
  public static Optional<Pin> typed(CharSequence text) {
    return SecretBytes.lend(
        new byte[text.length()],
        digits -> {
          int length = copyDigits(text, digits);
          return length == 0
              ? Optional.empty()
              : Optional.of(new Pin(SecretBytes.of(Arrays.copyOf(digits, length), "PIN")));
        });
  }

  /**
   * Returns how many digits were copied as ASCII; 0 when the text has anything that is no digit.
   */
  private static int copyDigits(CharSequence text, byte[] ascii) {
    int length = 0;
    for (int at = 0; at < text.length(); ) {
      int character = Character.codePointAt(text, at);
      at += Character.charCount(character);
      if (isBlank(character)) {
        continue;
      }
      int digit = Character.digit(character, 10);
      if (digit < 0) {
        return 0;
      }
      ascii[length++] = (byte) ('0' + digit);
    }
    return length;
  }

  private static boolean isBlank(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character)
        || Character.getType(character) == Character.FORMAT;
  }

  /** The number of digits, 1 or more. */
  public int lengthDigits() {
    return digits.length();
  }

  /**
   * Lends a copy of the digits, as ASCII bytes, and zeroes it when {@code use} returns or throws.
   *
   * @param use must neither keep the array nor put a digit into what it returns or throws
   * @throws IllegalStateException when the PIN was erased
   */
  public <R> R expose(Function<byte[], R> use) {
    return digits.expose(use);
  }

  /**
   * Whether two PINs in memory have the same digits. The time depends on the lengths only.
   *
   * @throws IllegalStateException when one of them was erased
   */
  public boolean isSameAs(Pin other) {
    return digits.isSameAs(other.digits);
  }

  /** Overwrites the digits. Call it after the last use. */
  public void erase() {
    digits.erase();
  }

  @Override
  public String toString() {
    return "Pin[hidden]";
  }
}
