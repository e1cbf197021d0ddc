package io.qrpin.badge;

import java.util.Arrays;
import java.util.Optional;

/**
 * A layout of the host's keyboard, on which a scanner presses the keys of the digits. A scanner
 * that is set to US keys presses the upper row, and the host's layout decides what that means. The
 * characters of each layout are those of the keys 0 to 9, in this order.
 *
 * <p>Sources: the layouts of X11's {@code xkeyboard-config} (the file is named) and, where they
 * differ, of Windows. On Windows, Caps Lock makes digits of the French and Belgian row.
 */
enum KeyboardLayout {

  /**
   * Digits, of any script: Arabic ({@code ara}) and Persian ({@code ir}) hosts type Arabic-Indic
   * ones.
   */
  DIGITS("0123456789"),
  /** {@code fr}. */
  FRENCH("\u00e0&\u00e9\"'(-\u00e8_\u00e7"),
  FRENCH_WITH_CAPS_LOCK("\u00c0&\u00c9\"'(-\u00c8_\u00c7"),
  /** {@code be}. */
  BELGIAN("\u00e0&\u00e9\"'(\u00a7\u00e8!\u00e7"),
  BELGIAN_WITH_CAPS_LOCK("\u00c0&\u00c9\"'(\u00a7\u00c8!\u00c7"),
  /** {@code cz}. */
  CZECH("\u00e9+\u011b\u0161\u010d\u0159\u017e\u00fd\u00e1\u00ed"),
  CZECH_WITH_CAPS_LOCK("\u00c9+\u011a\u0160\u010c\u0158\u017d\u00dd\u00c1\u00cd"),
  /** {@code sk}. */
  SLOVAK("\u00e9+\u013e\u0161\u010d\u0165\u017e\u00fd\u00e1\u00ed"),
  SLOVAK_WITH_CAPS_LOCK("\u00c9+\u013d\u0160\u010c\u0164\u017d\u00dd\u00c1\u00cd"),
  /** {@code hu}: its 0 is left of the 1. */
  HUNGARIAN("\u00f6123456789"),
  HUNGARIAN_WITH_CAPS_LOCK("\u00d6123456789"),
  /** Windows' row; in {@code lt} the last two keys type quotation marks. */
  LITHUANIAN("0\u0105\u010d\u0119\u0117\u012f\u0161\u0173\u016b9"),
  LITHUANIAN_WITH_CAPS_LOCK("0\u0104\u010c\u0118\u0116\u012e\u0160\u0172\u016a9"),
  LITHUANIAN_OF_X11("\u201c\u0105\u010d\u0119\u0117\u012f\u0161\u0173\u016b\u201e"),
  LITHUANIAN_OF_X11_WITH_CAPS_LOCK("\u201c\u0104\u010c\u0118\u0116\u012e\u0160\u0172\u016a\u201e"),
  /** {@code th} (Kedmanee). */
  THAI("\u0e08\u0e45/-\u0e20\u0e16\u0e38\u0e36\u0e04\u0e15"),
  /** The shifted row. The Thai digits in it stand on other keys than their own. */
  THAI_WITH_CAPS_LOCK("\u0e57+\u0e51\u0e52\u0e53\u0e54\u0e39\u0e3f\u0e55\u0e56");

  private final int[] row;

  KeyboardLayout(String row) {
    this.row = row.codePoints().toArray();
  }

  /**
   * The digits in ASCII whose keys type this text.
   *
   * @param typed code points
   * @return empty if one of them is on no such key; the caller zeroes the digits
   */
  Optional<byte[]> digits(int[] typed) {
    byte[] digits = new byte[typed.length];
    for (int i = 0; i < typed.length; i++) {
      int digit = digit(typed[i]);
      if (digit < 0) {
        Arrays.fill(digits, (byte) 0);
        return Optional.empty();
      }
      digits[i] = (byte) ('0' + digit);
    }
    return Optional.of(digits);
  }

  private int digit(int typed) {
    if (this == DIGITS) {
      return Character.digit(typed, row.length);
    }
    int digit = row.length - 1;
    while (digit >= 0 && row[digit] != typed) {
      digit--;
    }
    return digit;
  }
}
