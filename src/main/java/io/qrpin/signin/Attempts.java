package io.qrpin.signin;

import io.qrpin.Measured;
import io.qrpin.Qrpin;
import io.qrpin.attempts.AttemptLedger;
import io.qrpin.attempts.Charge;
import io.qrpin.attempts.ChargeOutcome;
import io.qrpin.attempts.Lock;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.audit.Actor;
import io.qrpin.audit.RefusalKind;
import io.qrpin.audit.RefusalTrail;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.credential.QrCodeDetails;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.HashingPermits.Admission;
import io.qrpin.hashing.HashingPermits.Permit;
import io.qrpin.hashing.HashingPermits.Turn;
import io.qrpin.hashing.HashingUnavailable;
import io.qrpin.hashing.Overloaded;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinHasher.PinComparison;
import io.qrpin.hashing.UnreadablePinHash;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinPolicy;
import io.qrpin.signin.Identified.Admissible;
import io.qrpin.signin.Identified.Hindered;
import io.qrpin.signin.Proof.Verified;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Steps 2 to 4 of the ceremony: pay, compare, settle. No other class of this room calls the ledger.
 *
 * <p>{@link #prove} settles every charge except that of a {@link Verified}. For that one the caller
 * makes exactly one of {@link #signedIn}, {@link #proven}, {@link #giveBack} or a change of PIN. If
 * something fails in between, the charge counts as a wrong PIN when its lease ends: no failure buys
 * a guess.
 *
 * <p>An attempt is charged in a turn, and holds a permit only while it hashes, with neither a
 * connection nor a lock. When open charges of the same subscriber hold all that is left, the
 * attempt gives its turn back before it waits, so that one badge does not starve the others.
 */
@ApplicationScoped
class Attempts {

  /**
   * Resets can overtake an attempt several times. A row that never reaches the ledger's generation
   * was not written by qrpin; the last reading compares it, and its seal does not open.
   */
  private static final int MAX_READINGS = 8;

  private static final int MIN_PAUSE_MILLIS = 5;
  private static final int MAX_PAUSE_MILLIS = 25;

  private Identification identification;
  private AttemptLedger ledger;
  private RefusalTrail trail;
  private HashingPermits permits;
  private ParallelAttempts parallel;
  private Refusals refusals;
  private ThrottlingPolicy policy;
  private PinHasher hasher;
  private Pause pause;
  private Clock clock;
  private SecureRandom random;

  protected Attempts() {}

  @Inject
  Attempts(
      Identification identification,
      AttemptLedger ledger,
      RefusalTrail trail,
      HashingPermits permits,
      ParallelAttempts parallel,
      Refusals refusals,
      ThrottlingPolicy policy,
      PinHasher hasher,
      Pause pause,
      @Qrpin Clock clock,
      @Qrpin SecureRandom random) {
    this.identification = identification;
    this.ledger = ledger;
    this.trail = trail;
    this.permits = permits;
    this.parallel = parallel;
    this.refusals = refusals;
    this.policy = policy;
    this.hasher = hasher;
    this.pause = pause;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Proves a claim with a PIN.
   *
   * @param typed empty if the typed text is no PIN; that, and a PIN of a length that no PIN has, is
   *     refused as a wrong one and charges nobody
   * @throws Overloaded if there is no room for the attempt; nothing was charged
   * @throws PinUnverifiable if the PIN cannot be compared; nothing stays charged
   */
  @Measured("qrpin.proof")
  Proof prove(Claim claim, Optional<Pin> typed, Actor by) {
    Admission admission = permits.admit();
    try (admission) {
      ParallelAttempts.Place place = parallel.enter(claim).orElseThrow(permits::turnedAway);
      try (place) {
        return proveInPlace(claim, typed, admission, by);
      }
    }
  }

  private Proof proveInPlace(Claim claim, Optional<Pin> typed, Admission admission, Actor by) {
    Optional<Pin> possible = typed.filter(PinPolicy::isPossible);
    Instant deadline = clock.instant().plus(policy.patience());
    Step step = new Overtaken();
    for (int reading = 1; step instanceof Overtaken; reading++) {
      Instant begin = clock.instant();
      Optional<Identified> who = identification.identify(claim, by);
      admission.identified();
      if (who.isEmpty()) {
        return refusals.uncharged(typed, begin);
      }
      Optional<Lock> lock = who.get().credential().lock();
      if (lock.isPresent()) {
        return throttled(who.get(), lock.get(), by);
      }
      if (possible.isEmpty()) {
        record(RefusalKind.IMPOSSIBLE_PIN, who.get(), by);
        return refusals.uncharged(typed, begin);
      }
      step = payAndCompare(who.get(), possible.get(), reading == MAX_READINGS, begin, deadline, by);
    }
    if (step instanceof Wrong wrong) {
      ledger.wrong(wrong.charge(), Optional.of(wrong.guessTag()), wrong.reason(), by);
      return refusals.charged(wrong.since());
    }
    if (step instanceof RightInVain right) {
      ledger.refuseRight(right.charge(), right.reason(), by);
      return refusals.charged(right.since());
    }
    return (Proof) step;
  }

  private Throttled throttled(Identified who, Lock lock, Actor by) {
    record(RefusalKind.LOCKED, who, by);
    return new Throttled(lock);
  }

  private void record(RefusalKind kind, Identified who, Actor by) {
    trail.refused(kind, who.id(), who.credential().code().map(QrCodeDetails::id), by);
  }

  /** The result of steps 2 and 3. */
  sealed interface Step permits Proof, Wrong, RightInVain, Busy, Overtaken {}

  /** Paid, and the PIN is wrong. It began at {@code since}, without its time in the queue. */
  record Wrong(Charge charge, byte[] guessTag, RefusalReason reason, Instant since)
      implements Step {}

  /** The same, but the PIN is right and something else hinders the claim. */
  record RightInVain(Charge charge, RefusalReason reason, Instant since) implements Step {}

  /** Not paid: open charges of the same subscriber hold all that is left. */
  record Busy() implements Step {}

  /** Paid and given back: the PIN was set again after it was read. */
  record Overtaken() implements Step {}

  private Step payAndCompare(
      Identified who, Pin typed, boolean lastReading, Instant begin, Instant deadline, Actor by) {
    while (true) {
      Step step = payAndCompareInTurn(who, typed, lastReading, begin, by);
      if (!(step instanceof Busy)) {
        return step;
      }
      pauseUntil(deadline);
    }
  }

  private Step payAndCompareInTurn(
      Identified who, Pin typed, boolean lastReading, Instant begin, Actor by) {
    Instant queued = clock.instant();
    Turn turn = permits.takeTurn();
    try (turn) {
      Instant since = begin.plus(Duration.between(queued, clock.instant()));
      ChargeOutcome outcome = ledger.charge(who.id());
      if (outcome instanceof Lock lock) {
        return throttled(who, lock, by);
      }
      if (!(outcome instanceof Charge charge)) {
        return new Busy();
      }
      if (who.isOlderThan(charge) && !lastReading) {
        ledger.giveBack(charge);
        return new Overtaken();
      }
      return compared(who, charge, compare(who, charge, typed, turn, by), since);
    }
  }

  private PinComparison compare(Identified who, Charge charge, Pin typed, Turn turn, Actor by) {
    Permit permit = turn.takePermit();
    try (permit) {
      return who.credential().compare(typed, charge.generation(), hasher);
    } catch (UnreadablePinHash e) {
      ledger.giveBackUnreadable(charge, by);
      throw new PinUnverifiable(e);
    } catch (HashingUnavailable e) {
      ledger.giveBack(charge);
      throw new PinUnverifiable(e);
    }
  }

  /** A hindered worker owes nothing for the right PIN, and is locked by wrong ones like anybody. */
  private static Step compared(
      Identified who, Charge charge, PinComparison comparison, Instant since) {
    if (who instanceof Hindered hindered) {
      return comparison.matches()
          ? new RightInVain(charge, hindered.hindrance(), since)
          : new Wrong(charge, comparison.guessTag(), hindered.hindrance(), since);
    }
    return comparison.matches()
        ? new Verified((Admissible) who, charge, since)
        : new Wrong(charge, comparison.guessTag(), RefusalReason.WRONG_PIN, since);
  }

  /**
   * Settles a sign-in; empty if charge or badge no longer hold, and then it is settled as wrong.
   */
  Optional<Instant> signedIn(Verified verified, Actor by) {
    UUID code = code(verified).orElseThrow();
    Optional<Instant> at = ledger.signedIn(verified.charge(), code, by);
    if (at.isEmpty()) {
      settleVoid(verified, by);
    }
    return at;
  }

  /** Settles a right PIN that signs nobody in; false if charge or badge no longer hold. */
  boolean proven(Verified verified, Actor by) {
    boolean proven = ledger.proven(verified.charge(), code(verified), by);
    if (!proven) {
      settleVoid(verified, by);
    }
    return proven;
  }

  private void settleVoid(Verified verified, Actor by) {
    ledger.wrong(verified.charge(), Optional.empty(), RefusalReason.PROOF_VOID, by);
  }

  /** Refuses a proof that no longer holds, as late as any other attempt. */
  Refused refuseVoid(Verified verified) {
    return refusals.proofVoid(verified.since());
  }

  /** Gives the charge back, because the purpose of the proof could not be begun. */
  void giveBack(Verified verified) {
    ledger.giveBack(verified.charge());
  }

  /** The code of the badge that was shown; empty for an owner without one. */
  static Optional<UUID> code(Verified verified) {
    return verified.who().credential().code().map(QrCodeDetails::id);
  }

  /** A clock that was set back ends the patience too, which would be as much longer otherwise. */
  private void pauseUntil(Instant deadline) {
    Instant now = clock.instant();
    if (!now.isBefore(deadline) || now.isBefore(deadline.minus(policy.patience()))) {
      throw permits.turnedAway();
    }
    int jitter = random.nextInt(MAX_PAUSE_MILLIS - MIN_PAUSE_MILLIS + 1);
    pause.of(Duration.ofMillis(MIN_PAUSE_MILLIS + jitter));
  }
}
