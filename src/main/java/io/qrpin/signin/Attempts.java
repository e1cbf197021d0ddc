package io.qrpin.signin;

import io.qrpin.Qrpin;
import io.qrpin.attempts.AttemptLedger;
import io.qrpin.attempts.Charge;
import io.qrpin.attempts.Lock;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.audit.Actor;
import io.qrpin.credential.StoredPin;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.HashingUnavailable;
import io.qrpin.hashing.Overloaded;
import io.qrpin.hashing.PinComparison;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.UnreadablePinHash;
import io.qrpin.pin.Pin;
import io.qrpin.signin.Identified.Hindrance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Pay, look, settle: the steps that every comparison of a PIN takes, whoever asks for it. Nobody
 * else in this room reaches the ledger.
 *
 * <p>What {@link #prove} returns is settled, or was not charged, unless it is {@link Proof.Proven}:
 * of that one the caller makes exactly one of {@link #signedIn}, {@link #proven}, {@link #giveBack}
 * or a change of PIN. A charge that nobody settles, because something failed in between, counts as
 * a wrong PIN when its lease ends: no failure buys a guess.
 *
 * <p>The ledger is charged in a turn, and a permit to hash is held while the PIN is compared; with
 * it nothing else, neither a connection nor a lock. Where charges of the same subscriber that are
 * not settled yet hold all that is left, the turn goes back and the attempt waits, so that one
 * badge does not starve the others.
 */
@ApplicationScoped
class Attempts {

  /** What is hashed where no PIN was typed: nothing is compared with it. */
  private static final Pin NO_PIN = Pin.of("00000000").orElseThrow();

  /**
   * Resets can overtake an attempt a few times in a row. A row whose generation never becomes that
   * of the ledger was not written here; its seal will say so.
   */
  private static final int MAX_READINGS = 8;

  private static final int MIN_PAUSE_MILLIS = 5;
  private static final int MAX_PAUSE_MILLIS = 25;

  private AttemptLedger ledger;
  private HashingPermits permits;
  private ThrottlingPolicy policy;
  private PinHasher hasher;
  private Pause pause;
  private Clock clock;
  private SecureRandom random;

  protected Attempts() {}

  @Inject
  Attempts(
      AttemptLedger ledger,
      HashingPermits permits,
      ThrottlingPolicy policy,
      PinHasher hasher,
      Pause pause,
      @Qrpin Clock clock,
      @Qrpin SecureRandom random) {
    this.ledger = ledger;
    this.permits = permits;
    this.policy = policy;
    this.hasher = hasher;
    this.pause = pause;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Compares a PIN with that of the credential which {@code identify} finds.
   *
   * @param identify the first step; taken again when the PIN was set anew meanwhile
   * @param typed empty where what was typed is no PIN at all: as wrong as any other
   * @throws Overloaded when there is no room for the attempt; nothing was charged
   * @throws PinUnverifiable when the PIN cannot be compared; nothing was charged
   */
  Proof prove(Supplier<Optional<Identified>> identify, Optional<Pin> typed, Actor by) {
    permits.requireRoom();
    Instant deadline = clock.instant().plus(policy.patience());
    for (int readings = 1; readings <= MAX_READINGS; readings++) {
      Optional<Identified> who = identify.get();
      if (who.isEmpty()) {
        return refuseStranger(typed);
      }
      Optional<Proof> proof = proveAsRead(who.get(), typed, readings == MAX_READINGS, deadline, by);
      if (proof.isPresent()) {
        return proof.get();
      }
    }
    throw new IllegalStateException("the last reading ends in a proof");
  }

  /** Whoever has no genuine badge is charged nothing, waits as long, and learns nothing. */
  private Proof refuseStranger(Optional<Pin> typed) {
    HashingPermits.Permit permit = permits.takeDecoyPermit();
    try (permit) {
      pretendToCompare(typed);
    } catch (HashingUnavailable e) {
      throw new PinUnverifiable(e);
    }
    return new Proof.Refused();
  }

  /** Empty where the PIN was set anew since {@code who} was read. */
  private Optional<Proof> proveAsRead(
      Identified who, Optional<Pin> typed, boolean lastReading, Instant deadline, Actor by) {
    Optional<Lock> lock = who.credential().lock();
    if (lock.isPresent()) {
      return Optional.of(new Proof.Locked(lock.get()));
    }
    while (true) {
      Look look = payAndLook(who, typed, lastReading, by);
      if (look instanceof Look.Compared compared) {
        return Optional.of(settle(compared, by));
      }
      if (look instanceof Look.Locked locked) {
        return Optional.of(new Proof.Locked(locked.lock()));
      }
      if (look instanceof Look.Overtaken) {
        return Optional.empty();
      }
      pauseUntil(deadline);
    }
  }

  /** What came of paying and looking. */
  sealed interface Look {

    /** Paid and compared; without a comparison where there was nothing to compare. */
    record Compared(Admitted admitted, Optional<PinComparison> comparison) implements Look {}

    /** Too many wrong PINs; not paid. */
    record Locked(Lock lock) implements Look {}

    /** Others hold all that is left; not paid. */
    record Busy() implements Look {}

    /** The PIN was set anew meanwhile; paid, and given back. */
    record Overtaken() implements Look {}
  }

  private Look payAndLook(Identified who, Optional<Pin> typed, boolean lastReading, Actor by) {
    HashingPermits.Turn turn = permits.takeTurn();
    try (turn) {
      return payAndLook(who, typed, lastReading, turn, by);
    }
  }

  private Look payAndLook(
      Identified who,
      Optional<Pin> typed,
      boolean lastReading,
      HashingPermits.Turn turn,
      Actor by) {
    return ledger
        .charge(who.id())
        .fold(
            charge ->
                isOvertaken(who, charge) && !lastReading
                    ? giveBack(charge)
                    : look(new Admitted(who, charge), typed, turn, by),
            Look.Locked::new,
            Look.Busy::new);
  }

  private static boolean isOvertaken(Identified who, Charge charge) {
    return who.credential()
        .pin()
        .filter(pin -> pin.generation() != charge.generation())
        .isPresent();
  }

  private Look giveBack(Charge charge) {
    ledger.giveBack(charge);
    return new Look.Overtaken();
  }

  private Look look(Admitted admitted, Optional<Pin> typed, HashingPermits.Turn turn, Actor by) {
    Charge charge = admitted.charge();
    HashingPermits.Permit permit = turn.takePermit();
    try (permit) {
      return new Look.Compared(admitted, compare(admitted, typed));
    } catch (UnreadablePinHash e) {
      ledger.giveBackUnreadable(charge, by);
      throw new PinUnverifiable(e);
    } catch (HashingUnavailable e) {
      ledger.giveBack(charge);
      throw new PinUnverifiable(e);
    }
  }

  private Optional<PinComparison> compare(Admitted admitted, Optional<Pin> typed) {
    Optional<StoredPin> stored = typed.flatMap(pin -> admitted.who().comparable());
    if (stored.isEmpty()) {
      return pretendToCompare(typed);
    }
    return stored.map(
        pin -> pin.compare(typed.orElseThrow(), admitted.charge().generation(), hasher));
  }

  private Optional<PinComparison> pretendToCompare(Optional<Pin> typed) {
    hasher.pretendToCompare(typed.orElse(NO_PIN));
    return Optional.empty();
  }

  private Proof settle(Look.Compared compared, Actor by) {
    Optional<PinComparison> comparison = compared.comparison();
    if (comparison.filter(PinComparison::matches).isPresent()) {
      return new Proof.Proven(new Verified(compared.admitted()));
    }
    ledger.wrong(
        compared.admitted().charge(),
        comparison.map(PinComparison::guessTag),
        compared.admitted().who().hindrance().map(Hindrance::told).orElse("wrong PIN"),
        by);
    return new Proof.Refused();
  }

  /**
   * Signs in; empty where charge or badge do not hold any more, and then it is settled as wrong.
   */
  Optional<Instant> signedIn(Verified verified, Actor by) {
    Optional<Instant> at = ledger.signedIn(verified.charge(), verified.code().orElseThrow(), by);
    if (at.isEmpty()) {
      settleVoid(verified, by);
    }
    return at;
  }

  /** The PIN was right, and signs nobody in; false where {@link #signedIn} would be empty. */
  boolean proven(Verified verified, Actor by) {
    boolean proven = ledger.proven(verified.charge(), verified.code(), by);
    if (!proven) {
      settleVoid(verified, by);
    }
    return proven;
  }

  private void settleVoid(Verified verified, Actor by) {
    ledger.wrong(
        verified.charge(),
        Optional.empty(),
        "the badge ended, or the PIN was set anew, meanwhile",
        by);
  }

  /** The PIN was right, and what it was proven for could not be begun. */
  void giveBack(Verified verified) {
    ledger.giveBack(verified.charge());
  }

  private void pauseUntil(Instant deadline) {
    if (!clock.instant().isBefore(deadline)) {
      throw new Overloaded();
    }
    int jitter = random.nextInt(MAX_PAUSE_MILLIS - MIN_PAUSE_MILLIS + 1);
    pause.of(Duration.ofMillis(MIN_PAUSE_MILLIS + jitter));
  }
}
