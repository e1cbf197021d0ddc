package io.qrpin;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A secret in memory. It lends copies, compares itself, and can be erased. It cannot be printed,
 * compared with {@code equals}, serialized or turned into JSON.
 *
 * <p>Thread safety: safe. After {@link #erase()} every use but {@link #length()} fails.
 */
public final class SecretBytes {

  private final byte[] bytes;
  private final String name;
  private boolean erased;

  private SecretBytes(byte[] bytes, String name) {
    this.bytes = bytes;
    this.name = name;
  }

  /**
   * Makes a secret of an array.
   *
   * @param taken belongs to the secret from now on; it is not copied
   * @param name of the secret in the message after its end, such as {@code PIN}
   */
  public static SecretBytes of(byte[] taken, String name) {
    return new SecretBytes(taken, name);
  }

  /** The number of bytes; it stays the same when the secret is erased. */
  public int length() {
    return bytes.length;
  }

  /**
   * Lends a copy and zeroes it when {@code use} returns or throws.
   *
   * @param use must neither keep the array nor put its content into what it throws
   * @throws IllegalStateException when the secret was erased
   */
  public <R> R expose(Function<byte[], R> use) {
    byte[] copy = copy();
    try {
      return use.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  private synchronized byte[] copy() {
    if (erased) {
      throw new IllegalStateException("the " + name + " was erased");
    }
    return bytes.clone();
  }

  /**
   * Whether both have the same bytes. The time depends on the lengths only, and not on where the
   * bytes differ.
   *
   * @throws IllegalStateException when one of them was erased
   */
  public boolean isSameAs(SecretBytes other) {
    return expose(mine -> other.expose(theirs -> MessageDigest.isEqual(mine, theirs)));
  }

  /** Overwrites the bytes. Erasing twice is allowed. */
  public synchronized void erase() {
    Arrays.fill(bytes, (byte) 0);
    erased = true;
  }

  @Override
  public String toString() {
    return "SecretBytes[hidden]";
  }
}
