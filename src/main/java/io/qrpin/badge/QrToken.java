package io.qrpin.badge;

import io.qrpin.PublicApi;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The secret in a badge: 160 random bits, and silent. Who shows it has the badge; it is kept as a
 * digest only.
 *
 * <p>160 bits: RFC 6749 §10.10 wants a token to be guessed with a probability of at most
 * 2<sup>-128</sup>, and recommends 2<sup>-160</sup>. With so much chance in it the digest needs
 * neither salt nor cost (NIST SP 800-63B §5.1.2.2: from 112 bits on a plain one-way function).
 *
 * <p>Written as base64url without padding (RFC 4648 §5), 27 characters: the symbol spends a byte on
 * every character, and nobody types a badge, so that the alphabet need not spare the eye. Base32
 * takes 32.
 *
 * <p>It has no way to be printed, compared with {@code equals}, serialized or turned into JSON; its
 * characters are lent by {@link #expose}.
 *
 * <p>Thread safety: safe to share until {@link #erase()} is called; after that every use fails.
 */
@PublicApi
public final class QrToken {

  static final int SECRET_BYTES = 20;

  /**
   * Canonical base64url of 20 bytes. The last character carries four bits; were its other two not
   * zero, several texts would stand for one token.
   */
  static final String GRAMMAR = "[A-Za-z0-9_-]{26}[AEIMQUYcgkosw048]";

  private static final Pattern CANONICAL = Pattern.compile(GRAMMAR);

  private final byte[] secret;
  private boolean erased;

  /** Takes the array over. */
  private QrToken(byte[] secret) {
    this.secret = secret;
  }

  /** A new token. */
  public static QrToken random(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new QrToken(secret);
  }

  /**
   * Reads a token.
   *
   * @param text what was scanned
   * @return the token, or empty when {@code text} is not exactly what {@link #expose} lends
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
   * What is stored: SHA-256 of the 20 bytes.
   *
   * @return 32 bytes
   * @throws IllegalStateException when the token was erased
   */
  public byte[] digest() {
    byte[] copy = copyOfSecret();
    try {
      return MessageDigest.getInstance("SHA-256").digest(copy);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /**
   * Whether the stored digest is this token's, in a time that does not depend on where they differ.
   *
   * @param storedDigest of any length; another than 32 bytes never matches
   * @throws IllegalStateException when the token was erased
   */
  public boolean matches(byte[] storedDigest) {
    return MessageDigest.isEqual(digest(), storedDigest);
  }

  /**
   * Lends the token's 27 characters, as ASCII bytes, and zeroes them when {@code use} returns or
   * throws.
   *
   * @param use must neither keep the array nor put it into what it throws
   * @throws IllegalStateException when the token was erased
   */
  public <R> R expose(Function<byte[], R> use) {
    byte[] copy = copyOfSecret();
    byte[] ascii = Base64.getUrlEncoder().withoutPadding().encode(copy);
    Arrays.fill(copy, (byte) 0);
    try {
      return use.apply(ascii);
    } finally {
      Arrays.fill(ascii, (byte) 0);
    }
  }

  private synchronized byte[] copyOfSecret() {
    if (erased) {
      throw new IllegalStateException("the token was erased");
    }
    return secret.clone();
  }

  /** Overwrites the secret; to be called once it was drawn or compared for the last time. */
  public synchronized void erase() {
    Arrays.fill(secret, (byte) 0);
    erased = true;
  }

  @Override
  public String toString() {
    return "QrToken[hidden]";
  }
}
