package io.qrpin.hashing;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The grammar of a wrap key's id: 1 to 64 of a-z, 0-9, dot and minus. A subset of what the PHC
 * string format allows in a parameter's value, and lower case only: a PKCS12 key store lower-cases
 * its aliases, a PKCS#11 token does not, and a row must find its key in both.
 */
final class KeyId {

  private static final Pattern CANONICAL = Pattern.compile("[a-z0-9.-]{1,64}");

  private KeyId() {}

  static boolean isCanonical(String id) {
    return CANONICAL.matcher(id).matches();
  }

  /**
   * The id in lower case.
   *
   * @throws IllegalArgumentException when it has other characters or another length
   */
  static String of(String alias) {
    String id = alias.toLowerCase(Locale.ROOT);
    if (!isCanonical(id)) {
      throw new IllegalArgumentException(
          "the wrap key's id \"%s\" must be 1 to 64 letters, digits, dots or minus signs"
              .formatted(alias));
    }
    return id;
  }
}
