package io.qrpin.attempts;

import io.qrpin.PublicApi;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of a subscriber's lock at one moment, by the database's clock. Immutable.
 *
 * @param lock the lock; empty if PINs are compared
 * @param until the end of a lock that ends with time
 * @param failures wrong PINs since the last sign-in, unlock or reset, 0 or more
 * @param failingSince the time of the first of these failures
 * @param resetRequired whether the PIN was guessed so often in its life that an unlock does not
 *     help: only a new PIN does (NIST SP 800-63B-4 §3.2.2)
 */
@PublicApi
public record LockState(
    Optional<Lock> lock,
    Optional<Instant> until,
    int failures,
    Optional<Instant> failingSince,
    boolean resetRequired) {

  /** The state of somebody who has never been wrong. */
  public static final LockState UNLOCKED =
      new LockState(Optional.empty(), Optional.empty(), 0, Optional.empty(), false);
}
