package io.qrpin.hashing;

/**
 * PINs cannot be hashed now. The Argon2id provider failed, for example for want of memory, or the
 * active wrap key or the guess tags' key cannot be used, for example because its token is
 * unplugged.
 */
public final class HashingUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public HashingUnavailable(String message) {
    super(message);
  }

  public HashingUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
