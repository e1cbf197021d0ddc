package io.qrpin.signin;

import static io.qrpin.signin.SignInFixture.NEW_PIN;
import static io.qrpin.signin.SignInFixture.NOON;
import static io.qrpin.signin.SignInFixture.PIN;
import static io.qrpin.signin.SignInFixture.SHORT_PIN;
import static io.qrpin.signin.SignInFixture.WRONG_PIN;
import static io.qrpin.signin.SignInFixture.aSignIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.attempts.Lock;
import io.qrpin.hashing.Overloaded;
import io.qrpin.pin.PinRefusal;
import io.qrpin.signin.PinChangeOutcome.Changed;
import io.qrpin.signin.PinChangeOutcome.NewPinRefused;
import io.qrpin.signin.PinChangeOutcome.NotDigits;
import io.qrpin.signin.PinChangeOutcome.RecentlyUsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change of PIN by badge and by owner: the same rules hold for both. */
class PinChangeTest {

  private static final PinRefusal TOO_SHORT = new PinRefusal.TooShort(7, 8);
  private static final String VOID = "wrong: proofVoid";

  private enum Door {
    BADGE,
    OWNER;

    PinChangeOutcome change(SignInFixture signIn) {
      return this == BADGE ? signIn.changePin() : signIn.changeOwnPin();
    }

    String read() {
      return "read by " + name().toLowerCase(Locale.ROOT);
    }

    String proven() {
      return "proven by " + name().toLowerCase(Locale.ROOT);
    }

    String change() {
      return "change by " + name().toLowerCase(Locale.ROOT);
    }
  }

  // Changed.

  @ParameterizedTest
  @EnumSource
  void aClaimantWhoProvesTheCurrentPinGetsTheNewOne(Door door) {
    assertThat(door.change(aSignIn())).isEqualTo(new Changed(SignInFixture.CHANGED));
  }

  /** The change itself settles the charge. */
  @ParameterizedTest
  @EnumSource
  void aChangeReadsPaysHashesAndChangesOnceAndInThisOrder(Door door) {
    SignInFixture change = aSignIn();
    door.change(change);
    assertThat(change.happened)
        .containsExactly(
            door.read(), "charge", "hash", "read history", "hash new PIN", door.change());
  }

  @ParameterizedTest
  @EnumSource
  void aPinThatMustBeChangedIsChanged(Door door) {
    assertThat(door.change(aSignIn().whosePinMustBeChanged())).isInstanceOf(Changed.class);
  }

  @ParameterizedTest
  @EnumSource
  void noPermitIsHeldWhileTheHistoryIsReadOrTheNewPinIsStored(Door door) {
    SignInFixture change = aSignIn();
    List<Boolean> free = new ArrayList<>();
    change.during("read history", () -> free.add(change.workersPermitIsFree()));
    change.during("hash new PIN", () -> free.add(change.workersPermitIsFree()));
    change.during(door.change(), () -> free.add(change.workersPermitIsFree()));
    assertThat(door.change(change)).isInstanceOf(Changed.class);
    assertThat(free).containsExactly(true, false, true);
  }

  @ParameterizedTest
  @EnumSource
  void aChangeThatAResetOvertakesReadsAgain(Door door) {
    SignInFixture change = aSignIn().whosePinWasSetAgain(1);
    assertThat(door.change(change)).isInstanceOf(Changed.class);
    assertThat(change.paidAndSettled())
        .containsExactly("charge", "give back", "charge", "hash", "hash new PIN", door.change());
  }

  // Not proven: the new PIN is not reviewed.

  private static void assertRefusedWithoutReview(
      Door door, SignInFixture change, String... paidAndSettled) {
    assertThat(door.change(change)).isEqualTo(new Refused());
    assertThat(change.happened).startsWith(door.read());
    assertThat(change.paidAndSettled()).containsExactly(paidAndSettled);
  }

  @ParameterizedTest
  @EnumSource
  void aWrongCurrentPinIsRefusedAndTheNewOneIsNotReviewed(Door door) {
    assertRefusedWithoutReview(
        door, aSignIn().typing(WRONG_PIN), "charge", "hash", "wrong: wrongPin");
  }

  @ParameterizedTest
  @EnumSource
  void aWrongCurrentPinIsRefusedEvenIfTheNewOneIsNotDigits(Door door) {
    assertRefusedWithoutReview(
        door, aSignIn().typing(WRONG_PIN).choosing("hunter2"), "charge", "hash", "wrong: wrongPin");
  }

  @ParameterizedTest
  @EnumSource
  void aTextThatIsNoPinIsRefusedLikeAWrongPin(Door door) {
    assertRefusedWithoutReview(door, aSignIn().typing("hunter2"), "hash");
  }

  @ParameterizedTest
  @EnumSource
  void aTemporaryPinThatHasExpiredChangesNothing(Door door) {
    assertRefusedWithoutReview(
        door,
        aSignIn().whoseTemporaryPinExpiredAt(NOON),
        "charge",
        "hash",
        "right in vain: pinExpired");
  }

  @ParameterizedTest
  @EnumSource
  void aLockedWorkerGetsTheLockAndNothingIsHashedOrCharged(Door door) {
    Lock lock = new Lock(Optional.of(Duration.ofMinutes(5)));
    SignInFixture change = aSignIn().whoIsLocked(lock);
    assertThat(door.change(change)).isEqualTo(new Throttled(lock));
    assertThat(change.happened).containsExactly(door.read());
  }

  // Proven, and the new PIN is refused: no attempt is spent.

  @ParameterizedTest
  @EnumSource
  void aNewPinThatThePolicyRefusesCostsNoAttempt(Door door) {
    SignInFixture change = aSignIn().choosing(SHORT_PIN);
    assertThat(door.change(change)).isEqualTo(new NewPinRefused(TOO_SHORT));
    assertThat(change.happened).containsExactly(door.read(), "charge", "hash", door.proven());
  }

  @ParameterizedTest
  @EnumSource
  void aNewPinThatWasUsedRecentlyCostsNoAttempt(Door door) {
    SignInFixture change = aSignIn().whoseNewPinWasUsedBefore();
    assertThat(door.change(change)).isEqualTo(new RecentlyUsed());
    assertThat(change.paidAndSettled())
        .containsExactly("charge", "hash", "hash new PIN", door.proven());
  }

  @ParameterizedTest
  @EnumSource
  void aNewPinThatIsNotMadeOfDigitsCostsNoAttempt(Door door) {
    SignInFixture change = aSignIn().choosing("hunter2");
    assertThat(door.change(change)).isEqualTo(new NotDigits());
    assertThat(change.paidAndSettled()).containsExactly("charge", "hash", door.proven());
  }

  // Proven, and void in the end.

  @ParameterizedTest
  @EnumSource
  void aProofThatIsVoidAtTheChangeIsRefusedAndLeftToItsLease(Door door) {
    SignInFixture change = aSignIn().whoseChargeDoesNotHold();
    assertThat(door.change(change)).isEqualTo(new Refused());
    assertThat(change.paidAndSettled())
        .containsExactly("charge", "hash", "hash new PIN", door.change());
  }

  @ParameterizedTest
  @EnumSource
  void aVoidProofHidesTheReviewOfTheNewPin(Door door) {
    SignInFixture change = aSignIn().whoseChargeDoesNotHold().choosing(SHORT_PIN);
    assertThat(door.change(change)).isEqualTo(new Refused());
    assertThat(change.paidAndSettled()).containsExactly("charge", "hash", door.proven(), VOID);
  }

  @ParameterizedTest
  @EnumSource
  void aVoidProofIsRefusedAsLateAsAWrongPin(Door door) {
    Duration floor = Duration.ofMillis(250);
    for (SignInFixture change : List.of(aSignIn(), aSignIn().choosing(SHORT_PIN))) {
      assertThat(door.change(change.whoseChargeDoesNotHold().whereRefusalsTake(floor)))
          .isEqualTo(new Refused());
      assertThat(change.pauses).containsExactly(floor);
    }
  }

  // Failures.

  @ParameterizedTest
  @EnumSource
  void theChargeIsGivenBackWhenThereIsNoPermitToHashTheNewPin(Door door) {
    SignInFixture change = aSignIn().whereOthersTakeThePermitAt("read history");
    assertThatThrownBy(() -> door.change(change)).isInstanceOf(Overloaded.class);
    assertThat(change.paidAndSettled()).containsExactly("charge", "hash", "give back");
  }

  /** It may not be known whether the change took effect, so nothing is settled. */
  @ParameterizedTest
  @EnumSource
  void theChargeIsLeftToItsLeaseWhenTheChangeFails(Door door) {
    IllegalStateException away = new IllegalStateException("away");
    SignInFixture change = aSignIn().failingAt(door.change(), away);
    assertThatThrownBy(() -> door.change(change)).isSameAs(away);
    assertThat(change.paidAndSettled())
        .containsExactly("charge", "hash", "hash new PIN", door.change());
  }

  // Differences between the doors.

  @Test
  void aStrangerChangesNothingAndNobodyIsCharged() {
    SignInFixture change = aSignIn().withABadgeThatIsNotGenuine();
    assertThat(change.changePin()).isEqualTo(new Refused());
    assertThat(change.happened).containsExactly("read by badge", "hash");
  }

  @Test
  void aTextThatIsNoBadgeChangesNothingAndNobodyIsCharged() {
    SignInFixture change = aSignIn().withoutBadge();
    assertThat(change.changePin()).isEqualTo(new Refused());
    assertThat(change.happened).containsExactly("hash");
  }

  @Test
  void anOwnerWithoutPinIsRefusedAtTheCostOfADecoyAndNobodyIsCharged() {
    SignInFixture change = aSignIn().withoutPin();
    assertThat(change.changeOwnPin()).isEqualTo(new Refused());
    assertThat(change.happened).containsExactly("read by owner", "hash");
  }

  @Test
  void aWorkerWhoMayNotSignInChangesNoPinByBadge() {
    assertRefusedWithoutReview(
        Door.BADGE,
        aSignIn().whereTheMethodIsDisabled(),
        "charge",
        "hash",
        "right in vain: notPermitted");
  }

  @Test
  void anOwnerChangesThePinEvenIfNobodyMaySignIn() {
    SignInFixture change = aSignIn().whereTheMethodIsDisabled();
    assertThat(change.changeOwnPin()).isInstanceOf(Changed.class);
  }

  @Test
  void theNewPinOfTheFixtureIsNotTheCurrentOne() {
    assertThat(NEW_PIN).isNotEqualTo(PIN);
  }
}
