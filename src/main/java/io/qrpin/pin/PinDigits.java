package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.util.stream.IntStream;

/**
 * A read-only view of a PIN during a review. The digits are zeroed when the review ends, so a view
 * that was kept shows nothing. Thread safe during the review.
 */
@PublicApi
public final class PinDigits {

  private final byte[] ascii;

  PinDigits(byte[] ascii) {
    this.ascii = ascii;
  }

  /** The number of digits. */
  public int length() {
    return ascii.length;
  }

  /**
   * One digit, 0 to 9.
   *
   * @param index 0 (the first digit) to {@code length() - 1}
   * @throws ArrayIndexOutOfBoundsException when there is no such digit
   */
  public int at(int index) {
    return ascii[index] - '0';
  }

  /** Whether the digit at {@code index} is the one {@code distance} digits before it. */
  boolean repeats(int index, int distance) {
    return ascii[index] == ascii[index - distance];
  }

  /** The digits from {@code from} on as a number; at most 9 digits. */
  int number(int from, int lengthDigits) {
    int number = 0;
    for (int i = from; i < from + lengthDigits; i++) {
      number = 10 * number + at(i);
    }
    return number;
  }

  /** Whether {@code text} stands at {@code from}; a part that reaches past the end is cut off. */
  boolean matchesAt(int from, CharSequence text) {
    int end = Math.min(length(), from + text.length());
    for (int i = from; i < end; i++) {
      if (ascii[i] != text.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the whole {@code text} stands anywhere. */
  boolean contains(CharSequence text) {
    return IntStream.rangeClosed(0, length() - text.length())
        .anyMatch(from -> matchesAt(from, text));
  }

  @Override
  public String toString() {
    return "PinDigits[hidden]";
  }
}
