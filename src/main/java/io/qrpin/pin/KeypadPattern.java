package io.qrpin.pin;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A figure on the telephone keypad (123 / 456 / 789 / 0 below 8): every step goes to the key above,
 * below, left or right, or the PIN is a chain of straight lines, each forwards or backwards, the
 * last one perhaps cut (147258369, 25802580). Source: qrpin's list, {@code keypad}; SP 800-63B-4
 * §3.1.1.2 (commonly used values).
 */
record KeypadPattern() implements PinRule {

  private static final List<String> LINES =
      Stream.of("123", "456", "789", "147", "258", "369", "2580", "159", "357")
          .flatMap(line -> Stream.of(line, new StringBuilder(line).reverse().toString()))
          .toList();

  @Override
  public String code() {
    return "keypad";
  }

  @Override
  public boolean refuses(PinDigits digits, PersonalData personal) {
    return isWalk(digits) || isChainFrom(digits, 0);
  }

  private static boolean isWalk(PinDigits digits) {
    for (int i = 1; i < digits.length(); i++) {
      if (!areNeighbours(digits.at(i - 1), digits.at(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean areNeighbours(int key, int other) {
    return Math.abs(row(key) - row(other)) + Math.abs(column(key) - column(other)) == 1;
  }

  private static int row(int key) {
    return key == 0 ? 3 : (key - 1) / 3;
  }

  private static int column(int key) {
    return key == 0 ? 1 : (key - 1) % 3;
  }

  private static boolean isChainFrom(PinDigits digits, int from) {
    if (from >= digits.length()) {
      return true;
    }
    for (String line : LINES) {
      if (digits.matchesAt(from, line) && isChainFrom(digits, from + line.length())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public PinRejection rejection() {
    return new PinRejection(code(), Map.of(), "It draws a figure on the keypad.");
  }
}
