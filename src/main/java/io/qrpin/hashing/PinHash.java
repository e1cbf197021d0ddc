package io.qrpin.hashing;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The stored form of a PIN: an Argon2id tag, encrypted with AES-256-GCM. It describes itself, after
 * the PHC string format (github.com/P-H-C/phc-string-format, "Function Duties"):
 *
 * <pre>{@code
 * $argon2id-a256gcm-2$v=19$m=7168,t=5,p=1,keyid=2025-10$<salt>$<sealed>
 * }</pre>
 *
 * <ul>
 *   <li>function: {@code argon2id-a256gcm-2}; not {@code argon2id}, so that no tool takes the
 *       ciphertext for a tag. {@code argon2id-a256gcm} is the former format, which is read and no
 *       longer written
 *   <li>{@code v}: Argon2's version, always 19 (0x13)
 *   <li>parameters, all required and in this order: {@code m} memory in KiB, 64 to 262144; {@code
 *       t} passes, 1 to 64; {@code p} lanes, always 1; {@code keyid} the wrap key, 1 to 64 of a-z,
 *       0-9, dot and minus. Numbers have no sign and no leading zero
 *   <li>salt: 16 bytes, B64 (Base64 without padding), 22 characters
 *   <li>sealed: 60 bytes, B64, 80 characters: the nonce (12), the encrypted tag (32), the GCM tag
 *       (16)
 * </ul>
 *
 * <p>The associated data of the encryption has these fields, each preceded by its length as a
 * 32-bit big-endian number: the purpose, the subscriber's id and the PIN's id in UTF-8, the
 * generation (32 bits, big-endian), the {@linkplain PinTerms#encoded() two fields of the terms},
 * and the stored form before the last {@code $}. The purpose of a current PIN is {@code
 * qrpin.pin.v2}. A PIN in the history has {@code qrpin.history.v2} and no terms, so it does not
 * open as the current one. In the former format both have {@code qrpin.pin.v1} and no terms. The
 * function is part of the stored form, so a seal of one format is none of the other.
 *
 * <p>Each hash has exactly one encoding; any other is refused. Immutable.
 */
public final class PinHash {

  static final int NONCE_BYTES = 12;
  static final int SEALED_BYTES = NONCE_BYTES + Argon2Parameters.TAG_BYTES + 16;

  private static final int MAX_LENGTH = 512;
  private static final String FUNCTION = "argon2id-a256gcm-2";
  private static final String FORMER_FUNCTION = "argon2id-a256gcm";
  private static final String VERSION = "v=19";
  private static final Pattern B64 = Pattern.compile("[A-Za-z0-9+/]*");

  private final boolean coversTerms;
  private final Argon2Parameters parameters;
  private final String keyId;
  private final byte[] salt;
  private final byte[] sealed;

  /** Takes both arrays over. They are never changed. */
  PinHash(
      boolean coversTerms, Argon2Parameters parameters, String keyId, byte[] salt, byte[] sealed) {
    this.coversTerms = coversTerms;
    this.parameters = parameters;
    this.keyId = keyId;
    this.salt = salt;
    this.sealed = sealed;
  }

  /**
   * Reads the result of {@link #encoded()}. Does not check the seal.
   *
   * @throws UnreadablePinHash when it is malformed; the message names the wrong part without its
   *     content
   */
  public static PinHash parse(String stored) {
    require(stored != null, "is missing");
    require(stored.length() <= MAX_LENGTH, "is longer than 512 characters");
    String[] parts = stored.split("\\$", -1);
    require(parts.length == 6 && parts[0].isEmpty(), "does not have its five parts");
    boolean coversTerms = parts[1].equals(FUNCTION);
    require(coversTerms || parts[1].equals(FORMER_FUNCTION), "names another function");
    require(parts[2].equals(VERSION), "names another version of Argon2");
    SealParameters parameters = SealParameters.parse(parts[3]);
    return new PinHash(
        coversTerms,
        parameters.cost(),
        parameters.keyId(),
        decode(parts[4], Argon2Parameters.SALT_BYTES, "has a malformed salt"),
        decode(parts[5], SEALED_BYTES, "has a malformed sealed tag"));
  }

  /** Java's decoder accepts padding and stray last bits; encoding again finds them. */
  private static byte[] decode(String text, int length, String otherwise) {
    require(B64.matcher(text).matches() && text.length() % 4 != 1, otherwise);
    byte[] bytes = Base64.getDecoder().decode(text);
    require(bytes.length == length && encode(bytes).equals(text), otherwise);
    return bytes;
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new UnreadablePinHash("the stored PIN hash " + otherwise);
    }
  }

  /** The text to store: at most 512 ASCII characters. */
  public String encoded() {
    return prefix() + "$" + encode(sealed);
  }

  /** The stored form without the sealed part; the seal covers it. */
  String prefix() {
    return prefix(coversTerms, parameters, keyId, salt);
  }

  static String prefix(
      boolean coversTerms, Argon2Parameters parameters, String keyId, byte[] salt) {
    String function = coversTerms ? FUNCTION : FORMER_FUNCTION;
    return "$%s$%s$%s$%s"
        .formatted(
            function, VERSION, new SealParameters(parameters, keyId).encoded(), encode(salt));
  }

  /** Whether the seal covers the terms, which that of the former format does not. */
  boolean coversTerms() {
    return coversTerms;
  }

  /** The id of the wrap key that opens it, in lower case. */
  public String keyId() {
    return keyId;
  }

  public Argon2Parameters parameters() {
    return parameters;
  }

  /** Not a copy. */
  byte[] salt() {
    return salt;
  }

  /** Nonce, encrypted tag, GCM tag. Not a copy. */
  byte[] sealed() {
    return sealed;
  }

  @Override
  public String toString() {
    return "PinHash[hidden]";
  }
}
