package io.qrpin.it;

import java.util.Collection;
import java.util.regex.Pattern;

/** Looks for secrets in texts. */
final class Secrecy {

  private Secrecy() {}

  /**
   * Whether {@code text} contains one of {@code pins}. A part of a longer hexadecimal number, as in
   * a UUID, does not count.
   */
  static boolean namesAny(Collection<String> pins, String text) {
    return Pattern.compile("(?<![0-9a-fA-F])(" + String.join("|", pins) + ")(?![0-9a-fA-F])")
        .matcher(text)
        .find();
  }
}
