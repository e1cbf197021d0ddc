package io.qrpin.badge;

import io.qrpin.PublicApi;
import java.time.Duration;
import java.time.Instant;

/**
 * The time during which a code is valid.
 *
 * @param start the first valid moment; it may be in the past
 * @param expiry the first moment at which the code is no longer valid
 */
@PublicApi
public record Validity(Instant start, Instant expiry) {

  /** The longest time until the start (Graph: the longest lifetime of a standard code). */
  public static final Duration MAX_TIME_TO_START = Duration.ofDays(395);

  /**
   * How much a start or a lifetime may be out of its bounds, because the client's clock is not
   * ours.
   */
  static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** Why a validity is not accepted. */
  public enum Problem {
    /** The expiry is not after the start, or is past, or the start is too far ahead. */
    INVALID_RANGE,
    TOO_SHORT,
    TOO_LONG,
    NONE
  }

  /**
   * Checks it for a code of {@code kind} at {@code now}: first the range, then the lifetime. Both
   * bounds of the lifetime and the one of the start tolerate five minutes; a past expiry is past.
   */
  public Problem problemFor(QrCodeKind kind, Instant now) {
    boolean tooFar = start.isAfter(now.plus(MAX_TIME_TO_START).plus(CLOCK_TOLERANCE));
    if (!expiry.isAfter(start) || !expiry.isAfter(now) || tooFar) {
      return Problem.INVALID_RANGE;
    }
    Duration lifetime = Duration.between(start, expiry);
    if (lifetime.plus(CLOCK_TOLERANCE).compareTo(kind.minLifetime()) < 0) {
      return Problem.TOO_SHORT;
    }
    return lifetime.minus(CLOCK_TOLERANCE).compareTo(kind.maxLifetime()) > 0
        ? Problem.TOO_LONG
        : Problem.NONE;
  }
}
