package io.qrpin.attempts;

import io.qrpin.PublicApi;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * There were too many wrong PINs: no PIN of the subscriber is compared for now.
 *
 * <p>Thread safety: immutable.
 *
 * @param remaining how long, more than zero; empty where only an administrator ends it
 */
@PublicApi
public record Lock(Optional<Duration> remaining) implements ChargeOutcome {

  /** Only an administrator ends this lock, by a reset of the PIN or an unlock. */
  public static final Lock UNTIL_RESET = new Lock(Optional.empty());

  /**
   * @throws IllegalArgumentException when {@code remaining} is zero or less
   */
  public Lock {
    if (remaining.filter(time -> time.isZero() || time.isNegative()).isPresent()) {
      throw new IllegalArgumentException("a lock lasts longer than zero");
    }
  }

  /**
   * The lock in a state of the ledger, if there is one.
   *
   * @param spent whether only a reset helps
   * @param notBefore when the current wait ends
   * @param now by the clock that has set {@code notBefore}
   */
  static Optional<Lock> in(boolean spent, Optional<Instant> notBefore, Instant now) {
    return spent
        ? Optional.of(UNTIL_RESET)
        : notBefore
            .filter(now::isBefore)
            .map(until -> new Lock(Optional.of(Duration.between(now, until))));
  }
}
