package io.qrpin.hashing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tags by which a repeat of the same wrong PIN is known without telling it: HMAC-SHA-256, truncated
 * to its first 16 bytes (RFC 2104 §5: not less than half of it), over the purpose {@code
 * qrpin.guess.v1}, the subscriber's id, the PIN's id, the generation and the Argon2 output of the
 * guess, each preceded by its length as in the seal.
 *
 * <p>A key of its own, and yet none more to keep: it is derived from the active wrap key, so that
 * all nodes agree. AES-256 under the wrap key encrypts two constant blocks, and the 32 bytes that
 * come out are the key. That is the KDF in counter mode of NIST SP 800-108r1 §4.1, in manner: a
 * block is the counter (8 bits, 1 and 2), the label and a zero byte; there is no context, and the
 * length is constant. Its pseudorandom function is AES itself and not CMAC or HMAC as there: a key
 * that stays in a PKCS#11 token shows no bytes to give to another algorithm, and on two blocks that
 * are never chosen by anyone AES is as good as one.
 *
 * <p>GCM encrypts blocks under the same key: zero for its hash key, and the nonce followed by the
 * 32-bit counters 1 to 3 for a tag of 32 bytes (NIST SP 800-38D §7.1). Ours end in {@code .v1} and
 * a zero byte, so none of them is ever one of those; were their ends alike, the random nonce would
 * still have to meet the other 96 bits.
 *
 * <p>Derived at the first guess and not before: a key that cannot be used disturbs neither the
 * start nor the setting of a PIN, as without guess tags.
 *
 * <p>Thread safety: safe.
 */
final class GuessTags {

  private static final int TAG_BYTES = 16;
  private static final String PURPOSE = "qrpin.guess.v1";
  private static final byte[] LABELS =
      "\u0001qrpin.guess.v1\u0000\u0002qrpin.guess.v1\u0000".getBytes(StandardCharsets.US_ASCII);
  private static final String HMAC = "HmacSHA256";

  private final WrapKeys wrapKeys;
  private SecretKey key;

  GuessTags(WrapKeys wrapKeys) {
    this.wrapKeys = wrapKeys;
  }

  /**
   * The tag of a guess.
   *
   * @param argon2Output the guess, hashed as the stored PIN was; neither changed nor kept
   * @return 16 bytes
   * @throws IllegalStateException when the active wrap key cannot be used, as when its token is
   *     unplugged or allows no AES-ECB
   */
  byte[] tag(PinBinding binding, byte[] argon2Output) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key());
      mac.update(binding.encodedFor(PURPOSE));
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(argon2Output.length).array());
      mac.update(argon2Output);
      byte[] whole = mac.doFinal();
      byte[] tag = Arrays.copyOf(whole, TAG_BYTES);
      Arrays.fill(whole, (byte) 0);
      return tag;
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IllegalStateException(
          "the active wrap key cannot be used to derive the key of guess tags", e);
    }
  }

  private synchronized SecretKey key() throws GeneralSecurityException {
    if (key == null) {
      key = derive(wrapKeys.activeKey());
    }
    return key;
  }

  private static SecretKey derive(SecretKey wrapKey) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, wrapKey);
    byte[] bytes = cipher.doFinal(LABELS);
    try {
      return new SecretKeySpec(bytes, HMAC);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "GuessTags[hidden]";
  }
}
