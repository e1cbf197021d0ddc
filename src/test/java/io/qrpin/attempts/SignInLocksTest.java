package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.FiredEvents;
import io.qrpin.MovingClock;
import io.qrpin.attempts.SignInLocks.Unlocking;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.FailuresCleared;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.audit.SignInEvent.SignInUnlocked;
import io.qrpin.audit.SignInEvent.UnlockCause;
import io.qrpin.subscriber.SubscriberId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInLocksTest {

  private static final SubscriberId ADA = new SubscriberId("ada");
  private static final Actor ANN = Actor.application("desk", "request-1").because("she asked");
  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private final MovingClock clock = new MovingClock(START);
  private final LedgerModel model =
      new LedgerModel(ThrottlingPolicy.STANDARD, clock, (subscriber, code, at) -> true);
  private final List<SignInEvent> fired = new ArrayList<>();
  private final SignInLocks locks = new SignInLocks(model, new FiredEvents<>(fired::add));

  @BeforeEach
  void setAPin() {
    model.reset(ADA, ANN);
  }

  @Test
  void somebodyWithoutALedgerIsNotLocked() {
    assertThat(locks.find(new SubscriberId("bob"))).isEqualTo(LockState.UNLOCKED);
    assertThat(locks.unlock(new SubscriberId("bob"), ANN)).isEqualTo(Unlocking.NOT_LOCKED);
  }

  @Test
  void aLockHasAnEndAndTheFailuresThatLedToIt() {
    guess(5);
    Duration wait = ThrottlingPolicy.STANDARD.waits().get(0);

    assertThat(locks.find(ADA))
        .isEqualTo(
            new LockState(
                Optional.of(new Lock(Optional.of(wait))),
                Optional.of(START.plus(wait)),
                5,
                Optional.of(START),
                false));
  }

  @Test
  void anUnlockIsRecordedWithItsReason() {
    guess(5);

    assertThat(locks.unlock(ADA, ANN)).isEqualTo(Unlocking.UNLOCKED);

    assertThat(fired)
        .containsExactly(new SignInUnlocked(ADA, ANN, START, UnlockCause.ADMINISTRATOR));
    assertThat(locks.find(ADA)).isEqualTo(LockState.UNLOCKED);
    assertThat(model.charge(ADA)).isPresent();
  }

  @Test
  void aSecondUnlockHasNothingToUnlock() {
    guess(1);

    assertThat(locks.unlock(ADA, ANN)).isEqualTo(Unlocking.UNLOCKED);
    assertThat(locks.unlock(ADA, ANN)).isEqualTo(Unlocking.NOT_LOCKED);
    assertThat(fired).containsExactly(new FailuresCleared(ADA, ANN, START, 1));
  }

  @Test
  void aPinThatWasGuessedTooOftenNeedsAReset() {
    model.guessedBefore(ADA, ThrottlingPolicy.STANDARD.lifetimeLimit() - 1);
    guess(1);

    assertThat(locks.find(ADA).lock()).contains(Lock.UNTIL_RESET);
    assertThat(locks.find(ADA).until()).isEmpty();
    assertThat(locks.find(ADA).resetRequired()).isTrue();
    assertThat(locks.unlock(ADA, ANN)).isEqualTo(Unlocking.RESET_REQUIRED);
    assertThat(fired).isEmpty();
  }

  private void guess(int times) {
    IntStream.range(0, times)
        .forEach(
            guess ->
                model.wrong(
                    model.charge(ADA).orElseThrow(),
                    Optional.of(new byte[] {(byte) guess}),
                    RefusalReason.WRONG_PIN,
                    ANN));
  }
}
