package io.qrpin.it;

import java.util.Collection;
import java.util.regex.Pattern;

/** Looks for secrets where none may be. */
final class Secrecy {

  private Secrecy() {}

  /**
   * Whether one of {@code pins} stands in {@code text}; not as a piece of a longer hexadecimal
   * number, as a UUID has.
   */
  static boolean namesAny(Collection<String> pins, String text) {
    return Pattern.compile("(?<![0-9a-fA-F])(" + String.join("|", pins) + ")(?![0-9a-fA-F])")
        .matcher(text)
        .find();
  }
}
