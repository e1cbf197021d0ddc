package io.qrpin.pin;

import java.nio.charset.StandardCharsets;

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
}
