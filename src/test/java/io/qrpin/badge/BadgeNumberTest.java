package io.qrpin.badge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class BadgeNumberTest {

  private static final BigInteger TOO_LARGE = BigInteger.TWO.pow(8 * 22);

  /** Calculates the number as the contract defines it, with numbers of any size. */
  private static String number(byte[] secret) {
    CRC32 crc = new CRC32();
    crc.update(secret);
    byte[] bytes = ByteBuffer.allocate(22).put(secret).putShort((short) crc.getValue()).array();
    return padded(new BigInteger(1, bytes));
  }

  private static String padded(BigInteger number) {
    String digits = number.toString();
    return "2" + "0".repeat(53 - digits.length()) + digits;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] secret(int seed) {
    byte[] secret = new byte[20];
    new Random(seed).nextBytes(secret);
    return secret;
  }

  @Test
  void aNumberIsTheDecimalFormOfSecretAndCheck() {
    for (int seed = 0; seed < 1_000; seed++) {
      byte[] secret = secret(seed);
      assertThat(BadgeNumber.of(secret)).asString().isEqualTo(number(secret));
      assertThat(secret).isEqualTo(secret(seed));
      assertThat(BadgeNumber.secret(ascii(number(secret)))).hasValue(secret);
    }
  }

  @Test
  void theLeastAndTheLargestSecretHaveNumbers() {
    for (int value : new int[] {0, 0xff}) {
      byte[] secret = new byte[20];
      Arrays.fill(secret, (byte) value);
      assertThat(BadgeNumber.of(secret)).asString().isEqualTo(number(secret));
      assertThat(BadgeNumber.secret(ascii(number(secret)))).hasValue(secret);
    }
  }

  @Test
  void aNumberOfMoreThan22BytesIsNone() {
    for (int seed = 0; seed < 100; seed++) {
      byte[] secret = secret(seed);
      secret[0] = 0; // or the sum would have more than 53 digits
      BigInteger value = new BigInteger(number(secret).substring(1));
      assertThat(BadgeNumber.secret(ascii(padded(value.add(TOO_LARGE))))).isEmpty();
    }
    assertThat(BadgeNumber.secret(ascii("2" + "9".repeat(53)))).isEmpty();
  }

  @Test
  void anotherFormOrLengthIsNone() {
    String number = number(secret(1));
    assertThat(BadgeNumber.secret(ascii("1" + number.substring(1)))).isEmpty();
    assertThat(BadgeNumber.secret(ascii("3" + number.substring(1)))).isEmpty();
    assertThat(BadgeNumber.secret(ascii(number + "0"))).isEmpty();
    assertThat(BadgeNumber.secret(ascii(number.substring(0, 53)))).isEmpty();
    assertThat(BadgeNumber.secret(new byte[0])).isEmpty();
  }

  @Test
  void twoDigitsThatChangedPlacesAreNoticed() {
    String number = number(secret(7));
    for (int i = 1; i < number.length() - 1; i++) {
      char[] swapped = number.toCharArray();
      swapped[i] = number.charAt(i + 1);
      swapped[i + 1] = number.charAt(i);
      boolean isSame = new String(swapped).equals(number);
      assertThat(BadgeNumber.secret(ascii(new String(swapped))).isPresent()).isEqualTo(isSame);
    }
  }
}
