package io.qrpin.hashing;

/**
 * The result of a comparison: whether the PIN was right, and the tag of the guess.
 *
 * <p>Thread safety: immutable.
 */
public final class PinComparison {

  private final boolean matches;
  private final byte[] guessTag;

  /** Takes the array over; nobody changes it. */
  PinComparison(boolean matches, byte[] guessTag) {
    this.matches = matches;
    this.guessTag = guessTag;
  }

  /** Whether the PIN was right. */
  public boolean matches() {
    return matches;
  }

  /**
   * The guess tag: 16 bytes, equal only for the same guess at the same stored hash in the same
   * place. It shows nothing about the guess without the key of guess tags, so it may be stored.
   *
   * @return a copy
   */
  public byte[] guessTag() {
    return guessTag.clone();
  }

  @Override
  public String toString() {
    return "PinComparison[hidden]";
  }
}
