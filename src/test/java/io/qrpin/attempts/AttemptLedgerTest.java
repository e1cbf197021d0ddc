package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.FiredEvents;
import io.qrpin.MovingClock;
import io.qrpin.attempts.ChargeOutcome.Busy;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.PinOftenGuessed;
import io.qrpin.audit.SignInEvent.PinProven;
import io.qrpin.audit.SignInEvent.PinUnreadable;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.audit.SignInEvent.SignInLocked;
import io.qrpin.audit.SignInEvent.SignInRefused;
import io.qrpin.audit.SignInEvent.SignInUnlocked;
import io.qrpin.audit.SignInEvent.SignedIn;
import io.qrpin.audit.SignInEvent.UnlockCause;
import io.qrpin.subscriber.SubscriberId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The consequences of the rules for callers that charge and settle. */
class AttemptLedgerTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration LEASE = ThrottlingPolicy.STANDARD.lease();
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final SubscriberId ADA = new SubscriberId("ada");
  private static final SubscriberId BOB = new SubscriberId("bob");
  private static final Actor TILL = Actor.application("till", "request-1");
  private static final UUID BADGE = new UUID(0, 1);
  private static final UUID REVOKED = new UUID(0, 2);

  private final MovingClock clock = new MovingClock(START);
  private final List<SignInEvent> fired = new ArrayList<>();
  private final AttemptLedger ledger = ledgerOf(ThrottlingPolicy.STANDARD);

  private AttemptLedger ledgerOf(ThrottlingPolicy policy) {
    AttemptLedger made =
        Ledgers.inMemory(policy, clock, (subscriber, code) -> code.equals(BADGE), fired::add);
    made.reset(ADA, TILL);
    return made;
  }

  private void pass(Duration time) {
    clock.set(clock.instant().plus(time));
  }

  private Charge charge() {
    ChargeOutcome outcome = ledger.charge(ADA);
    assertThat(outcome).isInstanceOf(Charge.class);
    return (Charge) outcome;
  }

  private static Optional<byte[]> pin(int number) {
    return Optional.of(new byte[] {(byte) number});
  }

  private void guess(int number) {
    ledger.wrong(charge(), pin(number), RefusalReason.WRONG_PIN, TILL);
  }

  private void guessUntilLocked() {
    IntStream.range(0, 5).forEach(this::guess);
    fired.clear();
  }

  private static Lock lockedFor(Duration time) {
    return new Lock(Optional.of(time));
  }

  @Test
  void aChargeKnowsThePinThatHoldsAndTheFailuresBeforeIt() {
    guess(1);
    pass(Duration.ofSeconds(3));
    guess(2);

    assertThat(charge()).isEqualTo(new Charge(ADA, 1, 1, 2, Optional.of(START)));
  }

  @Test
  void theFreeGuessesMayBeOpenAtOnceAndNoMore() {
    IntStream.range(0, 5).forEach(i -> charge());

    assertThat(ledger.charge(ADA)).isEqualTo(new Busy());
  }

  @Test
  void aSubscriberWithoutALedgerIsNotCharged() {
    assertThat(ledger.charge(BOB)).isEqualTo(new Busy());
  }

  @Test
  void theLastFreeGuessLocks() {
    IntStream.range(0, 4).forEach(this::guess);
    fired.clear();

    guess(4);

    assertThat(fired)
        .containsExactly(
            new SignInRefused(ADA, TILL, START, RefusalReason.WRONG_PIN, 1),
            new SignInLocked(ADA, TILL, START, Optional.of(START.plus(FIRST_WAIT))));
    assertThat(ledger.charge(ADA)).isEqualTo(lockedFor(FIRST_WAIT));
    pass(FIRST_WAIT.minusNanos(1));
    assertThat(ledger.charge(ADA)).isEqualTo(lockedFor(Duration.ofNanos(1)));
  }

  @Test
  void anAttemptAfterTheWaitTellsItsEndAndIsCharged() {
    guessUntilLocked();
    pass(FIRST_WAIT);

    charge();

    assertThat(fired)
        .containsExactly(
            new SignInUnlocked(ADA, Actor.system(), clock.instant(), UnlockCause.TIME));
  }

  @Test
  void pastTheFreeGuessesOneIsChargedAtATime() {
    guessUntilLocked();
    pass(FIRST_WAIT);
    Charge only = charge();

    assertThat(ledger.charge(ADA)).isEqualTo(new Busy());
    ledger.giveBack(only);
    assertThat(ledger.charge(ADA)).isInstanceOf(Charge.class);
  }

  @Test
  void atTheLimitOnlyAResetHelps() {
    AttemptLedger strict =
        ledgerOf(
            new ThrottlingPolicy(
                5,
                List.of(FIRST_WAIT),
                FIRST_WAIT,
                1,
                1_000,
                Duration.ZERO,
                0,
                LEASE,
                Duration.ZERO));
    Charge charge = (Charge) strict.charge(ADA);
    strict.wrong(charge, pin(1), RefusalReason.WRONG_PIN, TILL);
    pass(Duration.ofDays(365));

    assertThat(strict.charge(ADA)).isEqualTo(Lock.UNTIL_RESET);
    assertThat(fired).last().isEqualTo(new SignInLocked(ADA, TILL, START, Optional.empty()));
    assertThat(strict.reset(ADA, TILL).number()).isEqualTo(2);
    assertThat(fired)
        .last()
        .isEqualTo(new SignInUnlocked(ADA, TILL, clock.instant(), UnlockCause.RESET));
    assertThat(strict.charge(ADA)).isInstanceOf(Charge.class);
  }

  @Test
  void aRightPinSignsInAndEndsTheRunOfFailures() {
    guess(1);
    Charge charge = charge();
    fired.clear();
    pass(Duration.ofSeconds(1));

    assertThat(ledger.signedIn(charge, BADGE, TILL)).contains(START.plusSeconds(1));

    assertThat(fired).containsExactly(new SignedIn(ADA, TILL, START.plusSeconds(1), BADGE));
    assertThat(charge()).isEqualTo(new Charge(ADA, 1, 1, 0, Optional.empty()));
  }

  @Test
  void aRightPinWithACodeThatHoldsNoMoreSignsNobodyIn() {
    Charge charge = charge();

    assertThat(ledger.signedIn(charge, REVOKED, TILL)).isEmpty();
    assertThat(ledger.proven(charge, Optional.of(REVOKED), TILL)).isFalse();
    assertThat(ledger.change(charge, Optional.of(REVOKED))).isEmpty();
    assertThat(fired).isEmpty();
  }

  @Test
  void aRightPinThatSignsNobodyInIsProven() {
    assertThat(ledger.proven(charge(), Optional.of(BADGE), TILL)).isTrue();
    assertThat(ledger.proven(charge(), Optional.empty(), TILL)).isTrue();

    assertThat(fired).hasSize(2).containsOnly(new PinProven(ADA, TILL, START));
  }

  @Test
  void aRightPinPastItsLeaseIsRefusedAndThenAFailure() {
    Charge charge = charge();
    pass(LEASE);

    assertThat(ledger.signedIn(charge, BADGE, TILL)).isEmpty();

    assertThat(charge().failures()).isEqualTo(1);
    assertThat(fired)
        .containsExactly(
            new SignInRefused(
                ADA, Actor.system(), clock.instant(), RefusalReason.NEVER_SETTLED, 1));
  }

  @Test
  void abandonedAttemptsLockAsWrongOnesDo() {
    IntStream.range(0, 5).forEach(i -> charge());
    pass(LEASE);

    assertThat(ledger.charge(ADA)).isEqualTo(lockedFor(FIRST_WAIT));

    assertThat(fired).hasAtLeastOneElementOfType(SignInLocked.class);
  }

  @Test
  void aChargeFromBeforeAResetSettlesNothing() {
    Charge old = charge();
    assertThat(ledger.reset(ADA, TILL).number()).isEqualTo(2);

    assertThat(ledger.signedIn(old, BADGE, TILL)).isEmpty();
    assertThat(ledger.proven(old, Optional.empty(), TILL)).isFalse();
    assertThat(ledger.change(old, Optional.of(BADGE))).isEmpty();
    ledger.wrong(old, pin(1), RefusalReason.WRONG_PIN, TILL);
    ledger.giveBack(old);
    ledger.giveBackUnreadable(old, TILL);
    ledger.refuseRight(old, RefusalReason.NOT_PERMITTED, TILL);

    assertThat(fired).isEmpty();
    assertThat(charge()).isEqualTo(new Charge(ADA, 2, 2, 0, Optional.empty()));
  }

  @Test
  void aResetWithoutALockTellsNone() {
    guess(1);
    fired.clear();

    ledger.reset(ADA, TILL);

    assertThat(fired).isEmpty();
  }

  @Test
  void aChangeBeginsAnew() {
    guess(1);
    Charge other = charge();

    assertThat(ledger.change(charge(), Optional.of(BADGE))).map(Generation::number).contains(2);

    assertThat(ledger.signedIn(other, BADGE, TILL)).isEmpty();
    assertThat(charge()).isEqualTo(new Charge(ADA, 2, 2, 0, Optional.empty()));
  }

  @Test
  void aChargeThatIsGivenBackCostsNothing() {
    IntStream.range(0, 20).forEach(i -> ledger.giveBack(charge()));
    ledger.giveBackUnreadable(charge(), TILL);

    assertThat(charge().failures()).isZero();
    assertThat(fired).containsExactly(new PinUnreadable(ADA, TILL, START));
  }

  @Test
  void aRightPinThatIsRefusedForAnotherReasonCostsNothingAndIsRecorded() {
    IntStream.range(0, 20)
        .forEach(i -> ledger.refuseRight(charge(), RefusalReason.NOT_PERMITTED, TILL));

    assertThat(charge().failures()).isZero();
    assertThat(fired)
        .hasSize(20)
        .containsOnly(new SignInRefused(ADA, TILL, START, RefusalReason.NOT_PERMITTED, 0));
  }

  @Test
  void theSameWrongPinAgainIsNotCountedTenTimes() {
    IntStream.rangeClosed(0, 10).forEach(i -> guess(1));
    assertThat(charge().failures()).isEqualTo(1);

    guess(1);

    assertThat(charge().failures()).isEqualTo(2);
  }

  @Test
  void theSameWrongPinAfterFiveMinutesIsCounted() {
    guess(1);
    pass(Duration.ofMinutes(5));

    guess(1);

    assertThat(charge().failures()).isEqualTo(2);
  }

  @Test
  void whatWasComparedWithNothingIsAlwaysCounted() {
    for (int i = 0; i < 3; i++) {
      ledger.wrong(charge(), Optional.empty(), RefusalReason.NO_PIN, TILL);
    }

    assertThat(charge().failures()).isEqualTo(3);
  }

  @Test
  void everyHundredWrongGuessesInAllItsLifeAreRecordedOnce() {
    for (int i = 0; i < 302; i++) {
      guess(i);
      ledger.signedIn(charge(), BADGE, TILL);
    }

    assertThat(fired)
        .filteredOn(PinOftenGuessed.class::isInstance)
        .containsExactly(
            new PinOftenGuessed(ADA, TILL, START, 100),
            new PinOftenGuessed(ADA, TILL, START, 200),
            new PinOftenGuessed(ADA, TILL, START, 300));
    assertThat(fired.get(199)).isEqualTo(new PinOftenGuessed(ADA, TILL, START, 100));
  }

  @Test
  void fourWrongGuessesBetweenTwoSignInsLockAtTheLifetimeLimit() {
    AttemptLedger strict =
        ledgerOf(
            new ThrottlingPolicy(
                5, List.of(FIRST_WAIT), FIRST_WAIT, 50, 100, Duration.ZERO, 0, LEASE, LEASE));
    for (int i = 1; i <= 100; i++) {
      strict.wrong((Charge) strict.charge(ADA), pin(i), RefusalReason.WRONG_PIN, TILL);
      if (i % 4 == 0 && i < 100) {
        strict.signedIn((Charge) strict.charge(ADA), BADGE, TILL);
      }
    }
    pass(Duration.ofDays(365));

    assertThat(strict.charge(ADA)).isEqualTo(Lock.UNTIL_RESET);
    assertThat(fired)
        .filteredOn(SignInLocked.class::isInstance)
        .containsExactly(new SignInLocked(ADA, TILL, START, Optional.empty()));
    strict.reset(ADA, TILL);
    assertThat(strict.charge(ADA)).isInstanceOf(Charge.class);
  }

  @Test
  void theEndOfWaitsIsRecordedOfSubscribersWhoStayAway() {
    guessUntilLocked();
    ledger.unlockAbsent(10);
    assertThat(fired).isEmpty();
    pass(FIRST_WAIT);

    ledger.unlockAbsent(0);
    assertThat(fired).isEmpty();
    ledger.unlockAbsent(10);
    ledger.unlockAbsent(10);

    assertThat(fired)
        .containsExactly(
            new SignInUnlocked(ADA, Actor.system(), clock.instant(), UnlockCause.TIME));
  }

  @Test
  void anAttemptThatFindsMoreAndMoreToTidyIsBusy() {
    AtomicInteger tidied = new AtomicInteger();
    LedgerStore untidy =
        new LedgerStore() {
          @Override
          Optional<Charge> charge(SubscriberId subscriber) {
            return Optional.empty();
          }

          @Override
          Obstacle obstacle(SubscriberId subscriber) {
            return new Obstacle.EndedWait();
          }

          @Override
          List<SignInEvent> unlock(SubscriberId subscriber) {
            tidied.incrementAndGet();
            return List.of();
          }
        };

    assertThat(new AttemptLedger(untidy, new FiredEvents<>(fired::add)).charge(ADA))
        .isEqualTo(new Busy());
    assertThat(tidied).hasValue(3);
  }

  @Test
  void subscribersDoNotPayForEachOther() {
    guessUntilLocked();
    ledger.reset(BOB, TILL);

    assertThat(ledger.charge(BOB)).isInstanceOf(Charge.class);
  }
}
