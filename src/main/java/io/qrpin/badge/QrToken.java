package io.qrpin.badge;

import io.qrpin.PublicApi;
import io.qrpin.SecretBytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The secret in a badge: 160 random bits, of which only a digest is stored.
 *
 * <p>RFC 6749 §10.10 recommends that a token be guessed with a probability of at most
 * 2<sup>-160</sup>. From 112 bits on a plain digest is enough, without salt or cost (NIST SP
 * 800-63B §5.1.2.2). The text is base64url without padding (RFC 4648 §5).
 *
 * <p>It cannot be printed, compared with {@code equals}, serialized or turned into JSON. Thread
 * safe. After {@link #erase()} every use fails.
 */
@PublicApi
public final class QrToken {

  /** The length of the text. */
  static final int CHARACTERS = 27;

  /**
   * Canonical base64url of 20 bytes. The last character carries four bits; its other two bits must
   * be zero, so that each token has one text.
   */
  static final String GRAMMAR = "[A-Za-z0-9_-]{26}[AEIMQUYcgkosw048]";

  private static final Pattern CANONICAL = Pattern.compile(GRAMMAR);

  private final SecretBytes secret;

  private QrToken(byte[] secret) {
    this.secret = SecretBytes.of(secret, "token");
  }

  public static QrToken random(SecureRandom random) {
    byte[] secret = new byte[BadgeNumber.SECRET_BYTES];
    random.nextBytes(secret);
    return new QrToken(secret);
  }

  /**
   * @param taken 20 bytes; they belong to the token from now on
   */
  static QrToken ofSecret(byte[] taken) {
    return new QrToken(taken);
  }

  /**
   * Reads a token from a badge of the first form.
   *
   * @return empty when {@code text} is not written exactly as {@link #expose} writes it
   */
  public static Optional<QrToken> of(CharSequence text) {
    if (!CANONICAL.matcher(text).matches()) {
      return Optional.empty();
    }
    byte[] secret = SecretBytes.lend(SecretBytes.ascii(text), Base64.getUrlDecoder()::decode);
    return Optional.of(new QrToken(secret));
  }

  /**
   * The digest that is stored: SHA-256 of the 20 bytes, 32 bytes long.
   *
   * @throws IllegalStateException when the token was erased
   */
  public byte[] digest() {
    return secret.expose(QrToken::sha256);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Whether the stored digest is that of this token. The time does not depend on where they differ.
   *
   * @throws IllegalStateException when the token was erased
   */
  public boolean matches(byte[] storedDigest) {
    return MessageDigest.isEqual(digest(), storedDigest);
  }

  /**
   * Lends the token as badges of the first form hold it, 27 ASCII characters, and zeroes them when
   * {@code use} returns or throws.
   *
   * @param use must neither keep the array nor put it into what it throws
   * @throws IllegalStateException when the token was erased
   */
  public <R> R expose(Function<byte[], R> use) {
    return SecretBytes.lend(secret.expose(Base64.getUrlEncoder().withoutPadding()::encode), use);
  }

  /** Lends the 20 bytes. */
  <R> R exposeSecret(Function<byte[], R> use) {
    return secret.expose(use);
  }

  /** Overwrites the secret. Call it after the last use. */
  public void erase() {
    secret.erase();
  }

  @Override
  public String toString() {
    return "QrToken[hidden]";
  }
}
