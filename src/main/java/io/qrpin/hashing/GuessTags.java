package io.qrpin.hashing;

import io.qrpin.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * Tags that show that the same wrong PIN was typed again, and do not show the PIN. A tag is the
 * first 16 bytes (RFC 2104 §5: at least half) of HMAC-SHA-256 over these fields, each preceded by
 * its length: the purpose {@code qrpin.guess.v1}, the subscriber's id, the PIN's id, the
 * generation, and the Argon2 output of the guess. Thread safe.
 */
final class GuessTags {

  private static final int TAG_BYTES = 16;
  private static final int KEY_BYTES = 32;
  private static final String PURPOSE = "qrpin.guess.v1";
  private static final byte[] DERIVATION = "qrpin.guess.v2".getBytes(StandardCharsets.US_ASCII);
  private static final String HMAC = "HmacSHA256";

  private final SecretKey key;

  GuessTags(SecretKey key) {
    this.key = key;
  }

  /**
   * Derives a key for guess tags from a wrap key: HKDF with SHA-256 (RFC 5869), no salt.
   *
   * @param wrapKeyBytes neither changed nor kept
   */
  static SecretKey derivedFrom(byte[] wrapKeyBytes) {
    HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
    hkdf.init(new HKDFParameters(wrapKeyBytes, null, DERIVATION));
    byte[] bytes = new byte[KEY_BYTES];
    hkdf.generateBytes(bytes, 0, bytes.length);
    return SecretBytes.lend(bytes, key -> new SecretKeySpec(key, HMAC));
  }

  /** Throws {@link HashingUnavailable} when HMAC-SHA-256 does not take the key. */
  static void requireUsable(SecretKey key) {
    hmac(key, DERIVATION);
  }

  /**
   * The tag of a guess, 16 bytes.
   *
   * @param argon2Output the guess, hashed as the stored PIN was; neither changed nor kept
   * @throws HashingUnavailable when the key cannot be used
   */
  byte[] tag(PinBinding binding, byte[] argon2Output) {
    byte[] place = binding.encodedFor(PURPOSE);
    byte[] whole =
        SecretBytes.lend(PinBinding.lengthPrefixed(argon2Output), guess -> hmac(key, place, guess));
    return SecretBytes.lend(whole, bytes -> Arrays.copyOf(bytes, TAG_BYTES));
  }

  private static byte[] hmac(SecretKey key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException | ProviderException e) {
      throw new HashingUnavailable("the key of guess tags cannot be used", e);
    }
  }

  @Override
  public String toString() {
    return "GuessTags[hidden]";
  }
}
