package io.qrpin.hashing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a stored hash is bound to. A row that is copied to another subscriber or PIN, or an older
 * one that is put back, has another binding and does not open.
 *
 * <p>Thread safety: immutable.
 *
 * @param subscriberId the worker, 1 character or more, well-formed Unicode
 * @param pinId the stored credential, 1 character or more, well-formed Unicode
 * @param generation how often this PIN was set, 0 or more; raised with every issue, reset and
 *     change
 */
public record PinBinding(String subscriberId, String pinId, int generation) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public PinBinding {
    requireId("subscriber", subscriberId);
    requireId("PIN", pinId);
    if (generation < 0) {
      throw new IllegalArgumentException("a generation is 0 or more");
    }
  }

  /** A lone surrogate would be encoded as a question mark, and two ids as the same bytes. */
  private static void requireId(String what, String id) {
    if (id.isEmpty() || !StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
      throw new IllegalArgumentException("the " + what + " id is empty or not Unicode");
    }
  }

  /**
   * The purpose, the two ids in UTF-8 and the generation (32 bits, big-endian), each {@link
   * #lengthPrefixed}: no two purposes or places give the same bytes.
   *
   * @param purpose what they are for, ASCII
   */
  byte[] encodedFor(String purpose) {
    return lengthPrefixed(
        purpose.getBytes(StandardCharsets.US_ASCII),
        subscriberId.getBytes(StandardCharsets.UTF_8),
        pinId.getBytes(StandardCharsets.UTF_8),
        ByteBuffer.allocate(Integer.BYTES).putInt(generation).array());
  }

  /** The fields one after the other, each preceded by its length as a 32-bit big-endian number. */
  static byte[] lengthPrefixed(byte[]... fields) {
    int length = Arrays.stream(fields).mapToInt(field -> Integer.BYTES + field.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(length);
    for (byte[] field : fields) {
      buffer.putInt(field.length).put(field);
    }
    return buffer.array();
  }
}
