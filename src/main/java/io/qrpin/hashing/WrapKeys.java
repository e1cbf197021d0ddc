package io.qrpin.hashing;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/**
 * The keys of one key store: AES-256 keys that encrypt PIN hashes ("wrap keys"), by key id, and the
 * key of guess tags. New hashes are encrypted under the active wrap key. The other wrap keys open
 * older hashes. The key store must not be in the database that holds the hashes.
 *
 * <p>A key id is the alias in lower case, because a PKCS12 key store lower-cases its aliases and a
 * PKCS#11 token does not. It has 1 to 64 letters, digits, dots and minus signs.
 *
 * <p>A wrap key may encrypt 2<sup>32</sup> hashes; then another one must become active (NIST SP
 * 800-38D §8.3, random nonces).
 *
 * <p>The key of guess tags is the secret key with the alias {@value #GUESS_TAGS}, which any
 * algorithm may have that HMAC-SHA-256 accepts. Without that alias it is derived from the active
 * wrap key (HKDF, RFC 5869), and a repeated guess looks new once after another key becomes active.
 * A wrap key that stays in a PKCS#11 token shows no bytes, so the alias is required there.
 * Immutable.
 */
public final class WrapKeys {

  /** The alias of the key of guess tags. A key with this alias is not a wrap key. */
  public static final String GUESS_TAGS = "guess-tags";

  private static final String AES = "AES";
  private static final int AES_256_BYTES = 32;
  private static final Pattern KEY_ID = Pattern.compile("[a-z0-9.-]{1,64}");

  private final String activeKeyId;
  private final Map<String, SecretKey> keys;
  private final SecretKey guessTagKey;

  private WrapKeys(String activeKeyId, Map<String, SecretKey> keys, SecretKey guessTagKey) {
    this.activeKeyId = activeKeyId;
    this.keys = keys;
    this.guessTagKey = guessTagKey;
  }

  /**
   * Reads all AES keys of a key store, and its key of guess tags. Other entries are ignored.
   *
   * @param keyStore loaded; PKCS12 or PKCS#11
   * @param password of the entries; null where the store needs none; neither changed nor kept
   * @param activeKeyId the alias of the key for new hashes
   * @throws IllegalArgumentException when a key cannot be read, an id is malformed or occurs twice,
   *     an AES key does not have 256 bits, the active key is missing, or there is no key of guess
   *     tags; the message names the alias
   */
  public static WrapKeys from(KeyStore keyStore, char[] password, String activeKeyId) {
    Map<String, SecretKey> byAlias = new HashMap<>();
    try {
      for (String alias : Collections.list(keyStore.aliases())) {
        if (keyStore.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)) {
          SecretKey key = read(keyStore, password, alias);
          if (isAes(key) || GUESS_TAGS.equalsIgnoreCase(alias)) {
            byAlias.put(alias, key);
          }
        }
      }
    } catch (KeyStoreException e) {
      throw new IllegalArgumentException("the key store was not loaded", e);
    }
    return of(activeKeyId, byAlias);
  }

  private static SecretKey read(KeyStore keyStore, char[] password, String alias)
      throws KeyStoreException {
    try {
      return (SecretKey) keyStore.getKey(alias, password);
    } catch (NoSuchAlgorithmException | UnrecoverableKeyException e) {
      throw new IllegalArgumentException(
          "the key \"%s\" cannot be read; is its password right?".formatted(alias), e);
    }
  }

  /** The same for keys by alias, each of which must be a wrap key or the key of guess tags. */
  static WrapKeys of(String activeKeyId, Map<String, SecretKey> byAlias) {
    Map<String, SecretKey> wrapKeys = new HashMap<>();
    byAlias.forEach((alias, key) -> add(wrapKeys, keyId(alias), key));
    Optional<SecretKey> guessTags = Optional.ofNullable(wrapKeys.remove(GUESS_TAGS));
    String active = keyId(activeKeyId);
    if (!wrapKeys.containsKey(active)) {
      throw new IllegalArgumentException(
          "the active wrap key \"%s\" is not among the key store's AES keys".formatted(active));
    }
    SecretKey guessTagKey = guessTags.orElseGet(() -> derivedGuessTagKey(wrapKeys.get(active)));
    requireUsable(guessTagKey);
    return new WrapKeys(active, wrapKeys, guessTagKey);
  }

  private static SecretKey derivedGuessTagKey(SecretKey wrapKey) {
    return withBytes(wrapKey, bytes -> bytes.map(GuessTags::derivedFrom))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("the key \"%s\" is missing: the active wrap key does not show its bytes, so"
                            + " the key of guess tags cannot be derived from it")
                        .formatted(GUESS_TAGS)));
  }

  private static void requireUsable(SecretKey guessTagKey) {
    try {
      GuessTags.requireUsable(guessTagKey);
    } catch (HashingUnavailable e) {
      throw new IllegalArgumentException(
          "the key \"%s\" cannot be used with HMAC-SHA-256".formatted(GUESS_TAGS), e);
    }
  }

  private static void add(Map<String, SecretKey> byId, String id, SecretKey key) {
    boolean isWrapKey = !id.equals(GUESS_TAGS);
    if (isWrapKey && !isAes256(key)) {
      throw new IllegalArgumentException(
          "the wrap key \"%s\" is not AES of 256 bits".formatted(id));
    }
    if (byId.put(id, key) != null) {
      String kind = isWrapKey ? "wrap keys" : "keys";
      throw new IllegalArgumentException("there are two %s \"%s\"".formatted(kind, id));
    }
  }

  private static boolean isAes(SecretKey key) {
    return AES.equalsIgnoreCase(key.getAlgorithm());
  }

  /** The length of a key that stays in its token is not visible; then its algorithm decides. */
  private static boolean isAes256(SecretKey key) {
    return isAes(key)
        && withBytes(key, bytes -> bytes.map(shown -> shown.length == AES_256_BYTES).orElse(true));
  }

  /** Lends the bytes of a key, where it shows them, and zeroes them. */
  private static <R> R withBytes(SecretKey key, Function<Optional<byte[]>, R> use) {
    Optional<byte[]> bytes = Optional.ofNullable(key.getEncoded());
    try {
      return use.apply(bytes);
    } finally {
      bytes.ifPresent(shown -> Arrays.fill(shown, (byte) 0));
    }
  }

  private static String keyId(String alias) {
    String id = alias.toLowerCase(Locale.ROOT);
    if (!isKeyId(id)) {
      throw new IllegalArgumentException(
          "the wrap key's id \"%s\" must be 1 to 64 letters, digits, dots or minus signs"
              .formatted(alias));
    }
    return id;
  }

  static boolean isKeyId(String id) {
    return KEY_ID.matcher(id).matches();
  }

  /** The id of the key under which new hashes are encrypted, in lower case. */
  public String activeKeyId() {
    return activeKeyId;
  }

  /** The ids of all wrap keys, in lower case. */
  public Set<String> keyIds() {
    return Set.copyOf(keys.keySet());
  }

  SecretKey activeKey() {
    return keys.get(activeKeyId);
  }

  Optional<SecretKey> key(String keyId) {
    return Optional.ofNullable(keys.get(keyId));
  }

  SecretKey guessTagKey() {
    return guessTagKey;
  }

  @Override
  public String toString() {
    return "WrapKeys[hidden]";
  }
}
