package io.qrpin.hashing;

/**
 * A stored hash is malformed, its wrap key is missing or unusable, or it was not sealed for this
 * place with these parameters. This is never a wrong PIN, because nothing was learned about the
 * PIN. The message holds nothing of the row but the key's id.
 */
public final class UnreadablePinHash extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadablePinHash(String message) {
    super(message);
  }

  UnreadablePinHash(String message, Throwable cause) {
    super(message, cause);
  }
}
