package io.qrpin.hashing;

import java.util.Arrays;
import java.util.function.Function;

/**
 * A PIN after the expensive step and before the cheap one: salt, tag and parameters, not yet
 * wrapped, bound to nobody. Lives in memory between {@link PinHasher#hash} and {@link
 * PinHasher#bind}, never longer.
 *
 * <p>Thread safety: safe to share until {@link #erase()} is called; after that it cannot be bound.
 */
public final class HashedPin {

  private final Argon2Parameters parameters;
  private final byte[] salt;
  private final byte[] tag;
  private boolean erased;

  /** Takes both arrays over; nobody changes the salt. */
  HashedPin(Argon2Parameters parameters, byte[] salt, byte[] tag) {
    this.parameters = parameters;
    this.salt = salt;
    this.tag = tag;
  }

  Argon2Parameters parameters() {
    return parameters;
  }

  /** Not a copy; nobody changes it. */
  byte[] salt() {
    return salt;
  }

  /** Whether this is the hash of its PIN with that salt at that cost. */
  boolean isWith(byte[] otherSalt, Argon2Parameters otherParameters) {
    return Arrays.equals(salt, otherSalt) && parameters.equals(otherParameters);
  }

  /** Lends a copy of the tag and zeroes it afterwards. */
  <R> R exposeTag(Function<byte[], R> use) {
    byte[] copy = copyOfTag();
    try {
      return use.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  private synchronized byte[] copyOfTag() {
    if (erased) {
      throw new IllegalStateException("the hashed PIN was erased");
    }
    return tag.clone();
  }

  /** Overwrites the tag; to be called once it was bound for the last time. */
  public synchronized void erase() {
    Arrays.fill(tag, (byte) 0);
    erased = true;
  }

  @Override
  public String toString() {
    return "HashedPin[hidden]";
  }
}
