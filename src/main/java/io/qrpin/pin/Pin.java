package io.qrpin.pin;

import io.qrpin.PublicApi;
import io.qrpin.hashing.PinHasher;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * A memorized secret (NIST SP 800-63B-4 §3.1.1, there "password"): one or more ASCII digits, and
 * silent.
 *
 * <p>It has no way to be printed, compared with {@code equals}, serialized or turned into JSON. Its
 * digits are lent by {@link #expose}, which is the line to search for when one asks where a PIN is
 * opened. How long and how strong it must be is the policy's business, not this type's.
 *
 * <p>Thread safety: safe to share until {@link #erase()} is called; after that every use fails.
 */
@PublicApi
public final class Pin {

  private final byte[] digits;
  private boolean erased;

  private Pin(byte[] digits) {
    this.digits = digits;
  }

  /**
   * Reads a PIN.
   *
   * @param text what was typed
   * @return the PIN, or empty when {@code text} is not one or more of the ASCII digits 0 to 9
   *     (other scripts' digits, blanks and signs are not digits here)
   */
  public static Optional<Pin> of(CharSequence text) {
    if (text.length() == 0 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    byte[] digits = new byte[text.length()];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) text.charAt(i);
    }
    return Optional.of(new Pin(digits));
  }

  /** How many digits it has, 1 or more. */
  public int lengthDigits() {
    return digits.length;
  }

  /**
   * Lends a copy of the digits, as ASCII bytes, and zeroes the copy when {@code use} returns or
   * throws.
   *
   * @param use must neither keep the array nor put a digit into what it returns or throws
   * @throws IllegalStateException when the PIN was erased
   */
  public <R> R expose(Function<byte[], R> use) {
    byte[] copy = copyOfDigits();
    try {
      return use.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  private synchronized byte[] copyOfDigits() {
    if (erased) {
      throw new IllegalStateException("the PIN was erased");
    }
    return digits.clone();
  }

  /**
   * Whether both have the same digits in the same order. For two PINs that are both in memory, as
   * when the new one must not be the current one; with what is stored {@link PinHasher} compares.
   *
   * <p>Takes as long whichever digits differ; only the lengths may show.
   *
   * @throws IllegalStateException when one of them was erased
   */
  public boolean isSameAs(Pin other) {
    return expose(mine -> other.expose(theirs -> MessageDigest.isEqual(mine, theirs)));
  }

  /** Overwrites the digits; to be called once they were shown or hashed for the last time. */
  public synchronized void erase() {
    Arrays.fill(digits, (byte) 0);
    erased = true;
  }

  @Override
  public String toString() {
    return "Pin[hidden]";
  }
}
