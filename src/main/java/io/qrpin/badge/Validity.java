package io.qrpin.badge;

import io.qrpin.PublicApi;
import java.time.Duration;
import java.time.Instant;

/**
 * When a code begins and ceases to be valid.
 *
 * @param start the first moment; it may be past
 * @param expiry the first moment after the last
 */
@PublicApi
public record Validity(Instant start, Instant expiry) {

  /** How far ahead a start may lie (Graph: the longest lifetime of a standard code). */
  static final Duration FARTHEST_START = Duration.ofDays(395);

  /** What is wrong with a validity. */
  public enum Problem {
    /** The expiry is not after the start, or past already; or the start is too far ahead. */
    INVALID_RANGE,
    TOO_SHORT,
    TOO_LONG,
    NONE
  }

  /** Judges it for a code of {@code kind}, at {@code now}: the range first, then the lifetime. */
  public Problem problemFor(QrCodeKind kind, Instant now) {
    boolean tooFar = start.isAfter(now.plus(FARTHEST_START));
    if (!expiry.isAfter(start) || !expiry.isAfter(now) || tooFar) {
      return Problem.INVALID_RANGE;
    }
    Duration lifetime = Duration.between(start, expiry);
    if (lifetime.compareTo(kind.minLifetime()) < 0) {
      return Problem.TOO_SHORT;
    }
    return lifetime.compareTo(kind.maxLifetime()) > 0 ? Problem.TOO_LONG : Problem.NONE;
  }
}
