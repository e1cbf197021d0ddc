package io.qrpin.hashing;

import io.qrpin.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts an Argon2id tag with AES-256-GCM: random 96-bit nonce, 128-bit GCM tag (NIST SP 800-38D
 * §5.2.1.2, §8.2.2). {@link PinHash} documents the format. Thread safe.
 */
final class TagSeal {

  private static final String PURPOSE = "qrpin.pin.v2";
  private static final String HISTORY_PURPOSE = "qrpin.history.v2";
  private static final String FORMER_PURPOSE = "qrpin.pin.v1";
  private static final int GCM_TAG_BITS = 128;

  private final WrapKeys keys;
  private final SecureRandom random;

  TagSeal(WrapKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /** See {@link HashedPin#sealFor}. */
  PinHash close(HashedPin hashed, PinBinding binding, PinTerms terms) {
    return close(hashed, binding.encodedFor(PURPOSE), terms.encoded());
  }

  /** See {@link HashedPin#sealForHistory}. */
  PinHash closeForHistory(HashedPin hashed, PinBinding binding) {
    return close(hashed, binding.encodedFor(HISTORY_PURPOSE));
  }

  private PinHash close(HashedPin hashed, byte[]... bound) {
    String keyId = keys.activeKeyId();
    String prefix = PinHash.prefix(true, hashed.parameters(), keyId, hashed.salt());
    byte[] nonce = new byte[PinHash.NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] ciphertext =
        hashed.exposeTag(tag -> encrypt(keys.activeKey(), nonce, prefix, tag, bound));
    byte[] sealed = ByteBuffer.allocate(PinHash.SEALED_BYTES).put(nonce).put(ciphertext).array();
    return new PinHash(true, hashed.parameters(), keyId, hashed.salt(), sealed);
  }

  private static byte[] encrypt(
      SecretKey key, byte[] nonce, String prefix, byte[] tag, byte[]... bound) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, prefix, bound).doFinal(tag);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new HashingUnavailable("the active wrap key cannot be used", e);
    }
  }

  /**
   * Lends the tag inside and zeroes it afterwards. A seal of the former format does not cover the
   * terms.
   *
   * @throws UnreadablePinHash when the key is missing or unusable, or when the row was changed
   */
  <R> R open(PinHash stored, PinBinding binding, PinTerms terms, Function<byte[], R> use) {
    return SecretBytes.lend(
        stored.coversTerms()
            ? decrypt(stored, binding.encodedFor(PURPOSE), terms.encoded())
            : decrypt(stored, binding.encodedFor(FORMER_PURPOSE)),
        use);
  }

  /** The same for an entry of the history. */
  <R> R openFromHistory(PinHash stored, PinBinding binding, Function<byte[], R> use) {
    String purpose = stored.coversTerms() ? HISTORY_PURPOSE : FORMER_PURPOSE;
    return SecretBytes.lend(decrypt(stored, binding.encodedFor(purpose)), use);
  }

  private byte[] decrypt(PinHash stored, byte[]... bound) {
    SecretKey key =
        keys.key(stored.keyId())
            .orElseThrow(
                () -> new UnreadablePinHash("there is no wrap key \"" + stored.keyId() + "\""));
    byte[] sealed = stored.sealed();
    byte[] nonce = Arrays.copyOf(sealed, PinHash.NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, stored.prefix(), bound)
          .doFinal(sealed, nonce.length, sealed.length - nonce.length);
    } catch (AEADBadTagException e) {
      throw new UnreadablePinHash("the stored PIN hash was not sealed for this place", e);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new UnreadablePinHash("the wrap key \"" + stored.keyId() + "\" cannot be used", e);
    }
  }

  private static Cipher cipher(
      int mode, SecretKey key, byte[] nonce, String prefix, byte[]... bound)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(GCM_TAG_BITS, nonce));
    for (byte[] fields : bound) {
      cipher.updateAAD(fields);
    }
    cipher.updateAAD(PinBinding.lengthPrefixed(SecretBytes.ascii(prefix)));
    return cipher;
  }

  @Override
  public String toString() {
    return "TagSeal[hidden]";
  }
}
