package io.qrpin.hashing;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * The AES-256 keys under which PIN hashes are wrapped, by key id. One is active: new hashes are
 * wrapped with it. The others open what was wrapped before.
 *
 * <p>A key id is the key's alias in lower case, see {@link #of}. The keys must not be in the
 * database that holds the hashes. A key may wrap 2<sup>32</sup> hashes, then another must become
 * active (NIST SP 800-38D §8.3, random nonces).
 *
 * <p>From the active one the key of guess tags is derived too, see {@link GuessTags}; so a PKCS#11
 * token must allow it AES-ECB beside AES-GCM.
 *
 * <p>Thread safety: immutable.
 */
public final class WrapKeys {

  private static final String AES = "AES";
  private static final int AES_256_BYTES = 32;

  private final String activeKeyId;
  private final Map<String, SecretKey> keys;

  private WrapKeys(String activeKeyId, Map<String, SecretKey> keys) {
    this.activeKeyId = activeKeyId;
    this.keys = keys;
  }

  /**
   * A set of keys.
   *
   * @param activeKeyId the id of the key for new hashes
   * @param keys the keys by id: 1 to 64 of the ASCII letters, digits, dot and minus (no underscore:
   *     it has no place in a PHC string); upper and lower case are the same
   * @throws IllegalArgumentException when an id is malformed or stands there twice, a key is not
   *     one of AES-256 or the active one is missing; the message names the id
   */
  public static WrapKeys of(String activeKeyId, Map<String, SecretKey> keys) {
    Map<String, SecretKey> byId = new HashMap<>();
    keys.forEach((alias, key) -> add(byId, alias, key));
    return of(activeKeyId, byId, "among the given keys");
  }

  /**
   * All AES keys of a key store. Other entries are passed over.
   *
   * @param keyStore loaded; PKCS12 or PKCS#11
   * @param password of the entries; null where the store needs none; stays the caller's, to be
   *     zeroed
   * @param activeKeyId the alias of the key for new hashes
   * @throws IllegalArgumentException as {@link #of}, and when a key cannot be read
   */
  public static WrapKeys from(KeyStore keyStore, char[] password, String activeKeyId) {
    Map<String, SecretKey> byId = new HashMap<>();
    try {
      for (String alias : Collections.list(keyStore.aliases())) {
        if (keyStore.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)) {
          SecretKey key = read(keyStore, password, alias);
          if (AES.equalsIgnoreCase(key.getAlgorithm())) {
            add(byId, alias, key);
          }
        }
      }
    } catch (KeyStoreException e) {
      throw new IllegalArgumentException("the key store was not loaded", e);
    }
    return of(activeKeyId, byId, "among the key store's AES keys");
  }

  private static SecretKey read(KeyStore keyStore, char[] password, String alias)
      throws KeyStoreException {
    try {
      return (SecretKey) keyStore.getKey(alias, password);
    } catch (KeyStoreException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the key \"%s\" cannot be read; is its password right?".formatted(alias), e);
    }
  }

  private static WrapKeys of(String activeKeyId, Map<String, SecretKey> byId, String where) {
    String active = KeyId.of(activeKeyId);
    if (!byId.containsKey(active)) {
      throw new IllegalArgumentException(
          "the active wrap key \"%s\" is not %s".formatted(active, where));
    }
    return new WrapKeys(active, byId);
  }

  private static void add(Map<String, SecretKey> byId, String alias, SecretKey key) {
    String id = KeyId.of(alias);
    if (!isAes256(key)) {
      throw new IllegalArgumentException(
          "the wrap key \"%s\" is not AES of 256 bits".formatted(id));
    }
    if (byId.put(id, key) != null) {
      throw new IllegalArgumentException("there are two wrap keys \"%s\"".formatted(id));
    }
  }

  /**
   * A key that stays in its PKCS#11 token shows no bytes; of that one the algorithm's name must do.
   */
  private static boolean isAes256(SecretKey key) {
    byte[] bytes = key.getEncoded();
    try {
      return AES.equalsIgnoreCase(key.getAlgorithm())
          && (bytes == null || bytes.length == AES_256_BYTES);
    } finally {
      if (bytes != null) {
        Arrays.fill(bytes, (byte) 0);
      }
    }
  }

  /** The id of the key under which new hashes are wrapped, in lower case. */
  public String activeKeyId() {
    return activeKeyId;
  }

  SecretKey activeKey() {
    return keys.get(activeKeyId);
  }

  Optional<SecretKey> key(String keyId) {
    return Optional.ofNullable(keys.get(keyId));
  }

  @Override
  public String toString() {
    return "WrapKeys[hidden]";
  }
}
