package io.qrpin.hashing;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The terms on which a PIN holds. The current PIN is sealed with its terms, so that nobody who only
 * writes to the database makes a temporary PIN a lasting one. Immutable.
 *
 * @param changeRequired whether the PIN signs nobody in before its owner has changed it
 * @param expiresAt when the PIN expires, cut to microseconds, as the database stores it; empty for
 *     never
 */
public record PinTerms(boolean changeRequired, Optional<Instant> expiresAt) {

  /** The terms of a PIN that its owner chose. */
  public static final PinTerms OWN = new PinTerms(false, Optional.empty());

  private static final int EXPIRY_BYTES = Long.BYTES + Integer.BYTES;
  private static final int NANOS_OF_A_MICROSECOND = 1_000;
  private static final byte[] NO_EXPIRY = {};

  public PinTerms {
    expiresAt = expiresAt.map(at -> at.truncatedTo(ChronoUnit.MICROS));
  }

  /** Whether the PIN has expired at {@code now}. */
  public boolean isExpiredAt(Instant now) {
    return expiresAt.filter(expiry -> !expiry.isAfter(now)).isPresent();
  }

  /**
   * One byte, 1 where a change is required; then the expiry as seconds since 1970 (64 bits) and
   * microseconds (32 bits), big-endian, or nothing. Each is length-prefixed. Seconds do not
   * overflow: the database can hold any time, infinity too.
   */
  byte[] encoded() {
    return PinBinding.lengthPrefixed(
        new byte[] {(byte) (changeRequired ? 1 : 0)},
        expiresAt.map(PinTerms::encoded).orElse(NO_EXPIRY));
  }

  private static byte[] encoded(Instant at) {
    return ByteBuffer.allocate(EXPIRY_BYTES)
        .putLong(at.getEpochSecond())
        .putInt(at.getNano() / NANOS_OF_A_MICROSECOND)
        .array();
  }
}
