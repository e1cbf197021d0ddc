package io.qrpin.hashing;

/**
 * PINs cannot be hashed now: the Argon2id provider failed, or the active wrap key or the key of
 * guess tags cannot be used.
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
