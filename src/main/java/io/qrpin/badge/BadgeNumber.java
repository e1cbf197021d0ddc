package io.qrpin.badge;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The number that a badge holds: the digit {@code 2} and 53 digits, which are 22 bytes in decimal.
 * The bytes are a secret of 20 and the low 16 bits of its CRC-32, so that a scan which lost or
 * changed a character is no badge. Stateless.
 *
 * <p>It calculates on arrays that can be zeroed, and not with {@code BigInteger}.
 */
final class BadgeNumber {

  static final int DIGITS = 54;
  static final int SECRET_BYTES = 20;

  private static final char FORM = '2';
  private static final int CHECK_BYTES = 2;
  private static final int BASE = 10;

  private BadgeNumber() {}

  /** The digits in ASCII; the caller zeroes them. */
  static byte[] of(byte[] secret) {
    byte[] rest = checked(secret);
    byte[] digits = new byte[DIGITS];
    for (int i = DIGITS - 1; i > 0; i--) {
      digits[i] = (byte) ('0' + divideByTen(rest));
    }
    digits[0] = FORM;
    return digits;
  }

  /**
   * The secret in the number.
   *
   * @param digits in ASCII
   * @return empty if it is no badge's number; the caller zeroes the secret
   */
  static Optional<byte[]> secret(byte[] digits) {
    if (digits.length != DIGITS || digits[0] != FORM) {
      return Optional.empty();
    }
    byte[] bytes = new byte[SECRET_BYTES + CHECK_BYTES];
    boolean fits = true;
    for (int i = 1; i < DIGITS; i++) {
      fits &= multiplyByTenAndAdd(bytes, digits[i] - '0');
    }
    byte[] secret = Arrays.copyOf(bytes, SECRET_BYTES);
    boolean isWhole = fits && Arrays.equals(checked(secret), bytes);
    Arrays.fill(bytes, (byte) 0);
    if (!isWhole) {
      Arrays.fill(secret, (byte) 0);
    }
    return isWhole ? Optional.of(secret) : Optional.empty();
  }

  /** The secret and its check. */
  private static byte[] checked(byte[] secret) {
    CRC32 crc = new CRC32();
    crc.update(secret);
    byte[] checked = Arrays.copyOf(secret, SECRET_BYTES + CHECK_BYTES);
    checked[SECRET_BYTES] = (byte) (crc.getValue() >> Byte.SIZE);
    checked[SECRET_BYTES + 1] = (byte) crc.getValue();
    return checked;
  }

  /** Divides a number, most significant byte first, and returns the remainder. */
  private static int divideByTen(byte[] number) {
    int remainder = 0;
    for (int i = 0; i < number.length; i++) {
      int part = remainder << Byte.SIZE | Byte.toUnsignedInt(number[i]);
      number[i] = (byte) (part / BASE);
      remainder = part % BASE;
    }
    return remainder;
  }

  /** Returns false if the result is too large for the array. */
  private static boolean multiplyByTenAndAdd(byte[] number, int digit) {
    int carry = digit;
    for (int i = number.length - 1; i >= 0; i--) {
      int part = Byte.toUnsignedInt(number[i]) * BASE + carry;
      number[i] = (byte) part;
      carry = part >> Byte.SIZE;
    }
    return carry == 0;
  }
}
