package io.qrpin.database;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Keys that are made by the client and sort by time: UUID version 7 (RFC 9562 §5.7). */
public final class Uuid7 {

  private Uuid7() {}

  /**
   * Makes a key: 48 bits of milliseconds, 74 of randomness.
   *
   * @param at the moment it stands for, from 1970 on
   */
  public static UUID at(Instant at, SecureRandom random) {
    long millisAndVersion = at.toEpochMilli() << 16 | 0x7000L | random.nextInt(1 << 12);
    long variantAndRandom = random.nextLong() >>> 2 | 1L << 63;
    return new UUID(millisAndVersion, variantAndRandom);
  }
}
