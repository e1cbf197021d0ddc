package io.qrpin.attempts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Why no PIN of a subscriber is compared for now.
 *
 * @param remaining how long; empty where only a reset ends it
 */
public record Lock(Optional<Duration> remaining) {

  /** Until the PIN is reset. */
  public static final Lock UNTIL_RESET = new Lock(Optional.empty());

  /**
   * The lock in a state of the ledger, if any.
   *
   * @param failures wrong PINs in a row
   * @param limit from how many on only a reset helps
   * @param notBefore when the current wait ends
   * @param now by the clock that set {@code notBefore}
   */
  public static Optional<Lock> in(
      int failures, int limit, Optional<Instant> notBefore, Instant now) {
    return failures >= limit
        ? Optional.of(UNTIL_RESET)
        : notBefore
            .filter(now::isBefore)
            .map(until -> new Lock(Optional.of(Duration.between(now, until))));
  }
}
