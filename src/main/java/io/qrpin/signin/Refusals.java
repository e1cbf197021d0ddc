package io.qrpin.signin;

import io.qrpin.Qrpin;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.HashingPermits.Permit;
import io.qrpin.hashing.HashingUnavailable;
import io.qrpin.hashing.PinHasher;
import io.qrpin.pin.Pin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Refuses after the same time, whatever the reason: {@link RefusalFloor}. The time in the queue
 * comes on top, for strangers too. While a refusal waits, it holds no permit, connection or lock.
 */
@ApplicationScoped
class Refusals {

  /** Is hashed when the claimant typed no PIN; nothing is compared with it. */
  private static final Pin NO_PIN = Pin.of("00000000").orElseThrow();

  private HashingPermits permits;
  private RefusalFloor floor;
  private PinHasher hasher;
  private Pause pause;
  private Clock clock;

  protected Refusals() {}

  @Inject
  Refusals(
      HashingPermits permits,
      RefusalFloor floor,
      PinHasher hasher,
      Pause pause,
      @Qrpin Clock clock) {
    this.permits = permits;
    this.floor = floor;
    this.hasher = hasher;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Refuses an attempt that was charged and settled.
   *
   * @param since when it began, without its time in the queue
   */
  Refused charged(Instant since) {
    floor.took(Duration.between(since, clock.instant()));
    return atTheFloor(since);
  }

  /** Refuses a right PIN whose charge, PIN or code has ended meanwhile. */
  Refused proofVoid(Instant since) {
    return atTheFloor(since);
  }

  /**
   * Refuses a stranger, or a text that is nobody's PIN. It charges nobody. It hashes a decoy if a
   * permit is free, so that a processor is as busy as with a worker.
   *
   * @param begin when it began
   * @throws io.qrpin.hashing.Overloaded where a worker would get no turn
   * @throws PinUnverifiable if nothing can be hashed
   */
  Refused uncharged(Optional<Pin> typed, Instant begin) {
    Instant queued = clock.instant();
    permits.awaitTurn();
    Instant since = begin.plus(Duration.between(queued, clock.instant()));
    permits.decoyPermit().ifPresent(permit -> hashDecoy(typed, permit));
    return atTheFloor(since);
  }

  private void hashDecoy(Optional<Pin> typed, Permit permit) {
    try (permit) {
      hasher.pretendToCompare(typed.orElse(NO_PIN));
    } catch (HashingUnavailable e) {
      throw new PinUnverifiable(e);
    }
  }

  /**
   * Waits for the next multiple of the floor, so that an attacker learns little from an attempt
   * that takes longer too. It never waits longer than the floor, wherever the clock was set
   * meanwhile.
   */
  private Refused atTheFloor(Instant since) {
    long length = floor.length().toNanos();
    if (length > 0) {
      long past = Math.floorMod(Duration.between(since, clock.instant()).toNanos(), length);
      pause.of(Duration.ofNanos(length - past));
    }
    return new Refused();
  }
}
