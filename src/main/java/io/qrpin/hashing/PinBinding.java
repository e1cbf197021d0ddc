package io.qrpin.hashing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The place that a stored hash is sealed for. A row that was copied to another subscriber or PIN,
 * or an older row that was put back, has another place and does not open. Immutable.
 *
 * @param subscriberId the worker, 1 character or more, well-formed Unicode
 * @param pinId the stored credential, 1 character or more, well-formed Unicode
 * @param generation how often this PIN was set, 0 or more; each issue, reset and change raises it
 */
public record PinBinding(String subscriberId, String pinId, int generation) {

  /** Throws an {@link IllegalArgumentException} when a value is out of its range. */
  public PinBinding {
    requireId("subscriber", subscriberId);
    requireId("PIN", pinId);
    if (generation < 0) {
      throw new IllegalArgumentException("a generation is 0 or more");
    }
  }

  /** A lone surrogate is encoded as a question mark, which would give two ids the same bytes. */
  private static void requireId(String what, String id) {
    if (id.isEmpty() || !StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
      throw new IllegalArgumentException("the " + what + " id is empty or not Unicode");
    }
  }

  /**
   * The ASCII purpose, the two ids in UTF-8 and the generation (32 bits, big-endian), each {@link
   * #lengthPrefixed}: no two purposes or places give the same bytes.
   */
  byte[] encodedFor(String purpose) {
    return lengthPrefixed(
        purpose.getBytes(StandardCharsets.US_ASCII),
        subscriberId.getBytes(StandardCharsets.UTF_8),
        pinId.getBytes(StandardCharsets.UTF_8),
        ByteBuffer.allocate(Integer.BYTES).putInt(generation).array());
  }

  /** The fields in order, each preceded by its length as a 32-bit big-endian number. */
  static byte[] lengthPrefixed(byte[]... fields) {
    int length = Arrays.stream(fields).mapToInt(field -> Integer.BYTES + field.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(length);
    for (byte[] field : fields) {
      buffer.putInt(field.length).put(field);
    }
    return buffer.array();
  }
}
