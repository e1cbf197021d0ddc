package io.qrpin.hashing;

/**
 * What a comparison found: whether the PIN was right, and a tag by which the same wrong PIN is
 * known when it is typed again. Silent.
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
   * The guess tag: 16 bytes, equal for the same guess at the same stored hash in the same place,
   * and for nothing else. Whoever reads it learns nothing about the guess without the wrap key. It
   * may be stored; under another active wrap key the same guess has another one.
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
