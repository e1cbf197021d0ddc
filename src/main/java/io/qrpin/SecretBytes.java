package io.qrpin;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A secret in memory. It cannot be printed, compared with {@code equals}, serialized or turned into
 * JSON. Thread safe. After {@link #erase()} every use but {@link #length()} fails.
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
   * @param taken belongs to the secret from now on; it is not copied
   * @param name of the secret in the message of an exception, such as {@code PIN}
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
    return lend(copy(), use);
  }

  /** Lends an array and zeroes it when {@code use} returns or throws. */
  public static <R> R lend(byte[] bytes, Function<byte[], R> use) {
    try {
      return use.apply(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The ASCII bytes of a text, without a {@code String} in between, which cannot be zeroed. */
  public static byte[] ascii(CharSequence text) {
    byte[] ascii = new byte[text.length()];
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = (byte) text.charAt(i);
    }
    return ascii;
  }

  private synchronized byte[] copy() {
    if (erased) {
      throw new IllegalStateException("the " + name + " was erased");
    }
    return bytes.clone();
  }

  /**
   * Whether both have the same bytes. The time depends on the lengths only.
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
