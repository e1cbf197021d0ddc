package io.qrpin.database;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Makes keys that sort by time: UUID version 7 (RFC 9562 §5.7). Thread safety: safe. */
public final class Uuid7 {

  private static final int MILLIS_BITS = 48;

  private Uuid7() {}

  /**
   * Makes a key of 48 bits of milliseconds and 74 random bits. Keys of one millisecond are in no
   * order.
   *
   * @param at from 1970 to the year 10889
   * @throws IllegalArgumentException when the time does not fit into 48 bits
   */
  public static UUID at(Instant at, SecureRandom random) {
    long millis = at.toEpochMilli();
    if (millis >>> MILLIS_BITS != 0) {
      throw new IllegalArgumentException("a key is of a time from 1970 to 10889");
    }
    long millisAndVersion = millis << 16 | 0x7000L | random.nextInt(1 << 12);
    long variantAndRandom = random.nextLong() >>> 2 | 1L << 63;
    return new UUID(millisAndVersion, variantAndRandom);
  }
}
