package io.qrpin.badge;

import io.qrpin.PublicApi;
import io.qrpin.SecretBytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The secret in a badge: 160 random bits, of which only a digest is stored.
 *
 * <p>RFC 6749 §10.10 asks that a token be guessed with a probability of at most 2<sup>-128</sup>,
 * and recommends 2<sup>-160</sup>. A secret this random needs a plain digest only, without salt or
 * cost (NIST SP 800-63B §5.1.2.2: from 112 bits on). It is written as base64url without padding
 * (RFC 4648 §5), 27 characters.
 *
 * <p>It cannot be printed, compared with {@code equals}, serialized or turned into JSON.
 *
 * <p>Thread safety: safe. After {@link #erase()} every use fails.
 */
@PublicApi
public final class QrToken {

  static final int SECRET_BYTES = 20;

  /**
   * Canonical base64url of 20 bytes. The last character carries four bits; its other two bits must
   * be zero, so that each token has one text.
   */
  static final String GRAMMAR = "[A-Za-z0-9_-]{26}[AEIMQUYcgkosw048]";

  private static final Pattern CANONICAL = Pattern.compile(GRAMMAR);

  private final SecretBytes secret;

  /** Takes the array over. */
  private QrToken(byte[] secret) {
    this.secret = SecretBytes.of(secret, "token");
  }

  /** Draws a new token. */
  public static QrToken random(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new QrToken(secret);
  }

  /**
   * Reads a token.
   *
   * @param text a part of the scanned text
   * @return the token; empty when {@code text} is not written exactly as {@link #expose} writes it
   */
  public static Optional<QrToken> of(CharSequence text) {
    if (!CANONICAL.matcher(text).matches()) {
      return Optional.empty();
    }
    byte[] ascii = new byte[text.length()];
    try {
      for (int i = 0; i < ascii.length; i++) {
        ascii[i] = (byte) text.charAt(i);
      }
      return Optional.of(new QrToken(Base64.getUrlDecoder().decode(ascii)));
    } finally {
      Arrays.fill(ascii, (byte) 0);
    }
  }

  /**
   * The digest that is stored: SHA-256 of the 20 bytes.
   *
   * @return 32 bytes
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
   * @param storedDigest of any length; only 32 bytes can match
   * @throws IllegalStateException when the token was erased
   */
  public boolean matches(byte[] storedDigest) {
    return MessageDigest.isEqual(digest(), storedDigest);
  }

  /**
   * Lends the 27 characters of the token, as ASCII bytes, and zeroes them when {@code use} returns
   * or throws.
   *
   * @param use must neither keep the array nor put it into what it throws
   * @throws IllegalStateException when the token was erased
   */
  public <R> R expose(Function<byte[], R> use) {
    byte[] ascii = secret.expose(Base64.getUrlEncoder().withoutPadding()::encode);
    try {
      return use.apply(ascii);
    } finally {
      Arrays.fill(ascii, (byte) 0);
    }
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
