package io.qrpin.signin;

import static io.qrpin.signin.SignInFixture.NEW_PIN;
import static io.qrpin.signin.SignInFixture.NOON;
import static io.qrpin.signin.SignInFixture.PIN;
import static io.qrpin.signin.SignInFixture.WRONG_PIN;
import static io.qrpin.signin.SignInFixture.aSignIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.attempts.Lock;
import io.qrpin.credential.PinDetails;
import io.qrpin.credential.Replacement;
import io.qrpin.hashing.Overloaded;
import io.qrpin.pin.PinRefusal;
import io.qrpin.signin.PinChangeOutcome.Changed;
import io.qrpin.signin.PinChangeOutcome.NewPinRefused;
import io.qrpin.signin.PinChangeOutcome.NotDigits;
import io.qrpin.signin.PinChangeOutcome.RecentlyUsed;
import io.qrpin.signin.PinChangeOutcome.Refused;
import io.qrpin.signin.PinChangeOutcome.Throttled;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for a change of PIN through either door. */
class PinChangeTest {

  private static final PinRefusal TOO_SHORT = new PinRefusal.TooShort(8, 10);
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

    String replace() {
      return "replace by " + name().toLowerCase(Locale.ROOT);
    }
  }

  // Changed.

  @ParameterizedTest
  @EnumSource
  void whoProvesTheCurrentPinGetsTheNewOne(Door door) {
    PinDetails details = SignInFixture.details();
    SignInFixture change = aSignIn().whereTheReplacementIs(new Replacement.Replaced(details));
    assertThat(door.change(change)).isEqualTo(new Changed(details));
  }

  /** The change itself settles the charge. */
  @ParameterizedTest
  @EnumSource
  void payHashAndChangeEachOnceAndInThisOrder(Door door) {
    SignInFixture change = aSignIn();
    door.change(change);
    assertThat(change.happened).containsExactly(door.read(), "charge", "hash", door.replace());
  }

  @ParameterizedTest
  @EnumSource
  void aPinThatMustBeChangedIsChanged(Door door) {
    assertThat(door.change(aSignIn().whosePinMustBeChanged())).isInstanceOf(Changed.class);
  }

  @ParameterizedTest
  @EnumSource
  void noPermitIsHeldWhileTheNewPinIsJudged(Door door) {
    SignInFixture change = aSignIn();
    change.during(door.replace(), () -> assertThat(change.workersPermitIsFree()).isTrue());
    assertThat(door.change(change)).isInstanceOf(Changed.class);
  }

  @ParameterizedTest
  @EnumSource
  void whoIsOvertakenByAResetReadsAgain(Door door) {
    SignInFixture change = aSignIn().whosePinWasSetAnew(1);
    assertThat(door.change(change)).isInstanceOf(Changed.class);
    assertThat(change.paidAndSettled())
        .containsExactly("charge", "give back", "charge", "hash", door.replace());
  }

  // Not proven: the new PIN is not even looked at.

  private static void assertRefusedUnseen(Door door, SignInFixture change, String reason) {
    assertThat(door.change(change)).isEqualTo(new Refused());
    assertThat(change.happened).containsExactly(door.read(), "charge", "hash", "wrong: " + reason);
  }

  @ParameterizedTest
  @EnumSource
  void aWrongCurrentPinIsRefusedAndTheNewOneNotJudged(Door door) {
    assertRefusedUnseen(door, aSignIn().typing(WRONG_PIN), "wrongPin");
  }

  @ParameterizedTest
  @EnumSource
  void aWrongCurrentPinIsRefusedWhateverIsWrongWithTheNewOne(Door door) {
    assertRefusedUnseen(door, aSignIn().typing(WRONG_PIN).choosing("hunter2"), "wrongPin");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoPinIsRefusedAsAnyWrongOne(Door door) {
    assertRefusedUnseen(door, aSignIn().typing("hunter2"), "wrongPin");
  }

  @ParameterizedTest
  @EnumSource
  void aTemporaryPinThatHasExpiredChangesNothing(Door door) {
    assertRefusedUnseen(door, aSignIn().whoseTemporaryPinExpiredAt(NOON), "pinExpired");
  }

  @ParameterizedTest
  @EnumSource
  void whoIsLockedIsToldHowLongAndNothingIsHashedOrCharged(Door door) {
    Lock lock = new Lock(Optional.of(Duration.ofMinutes(5)));
    SignInFixture change = aSignIn().whoIsLocked(lock);
    assertThat(door.change(change)).isEqualTo(new Throttled(lock.remaining()));
    assertThat(change.happened).containsExactly(door.read());
  }

  // Proven, and the new PIN is no good: no attempt is spent.

  private static void assertNoAttemptIsSpent(
      Door door, SignInFixture change, PinChangeOutcome outcome) {
    assertThat(door.change(change)).isEqualTo(outcome);
    assertThat(change.paidAndSettled())
        .containsExactly("charge", "hash", door.replace(), door.proven());
  }

  @ParameterizedTest
  @EnumSource
  void aNewPinThatThePolicyRefusesCostsNoAttempt(Door door) {
    assertNoAttemptIsSpent(
        door,
        aSignIn().whereTheReplacementIs(new Replacement.Refused(TOO_SHORT)),
        new NewPinRefused(TOO_SHORT));
  }

  @ParameterizedTest
  @EnumSource
  void aNewPinThatWasUsedRecentlyCostsNoAttempt(Door door) {
    assertNoAttemptIsSpent(
        door, aSignIn().whereTheReplacementIs(new Replacement.RecentlyUsed()), new RecentlyUsed());
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
  void whoseProofIsVoidWhenThePinIsChangedIsRefusedAndTheLeaseSettles(Door door) {
    SignInFixture change = aSignIn().whereTheReplacementIs(new Replacement.ProofVoid());
    assertThat(door.change(change)).isEqualTo(new Refused());
    assertThat(change.paidAndSettled()).containsExactly("charge", "hash", door.replace());
  }

  @ParameterizedTest
  @EnumSource
  void whoseProofIsVoidLearnsNothingOfTheNewPin(Door door) {
    SignInFixture change =
        aSignIn()
            .whoseChargeDoesNotHold()
            .whereTheReplacementIs(new Replacement.Refused(TOO_SHORT));
    assertThat(door.change(change)).isEqualTo(new Refused());
    assertThat(change.paidAndSettled())
        .containsExactly("charge", "hash", door.replace(), door.proven(), VOID);
  }

  // Failures.

  @ParameterizedTest
  @EnumSource
  void whereThereIsNoRoomToHashTheNewPinTheChargeIsGivenBack(Door door) {
    Overloaded overloaded = new Overloaded();
    SignInFixture change = aSignIn().failingAt(door.replace(), overloaded);
    assertThatThrownBy(() -> door.change(change)).isSameAs(overloaded);
    assertThat(change.paidAndSettled())
        .containsExactly("charge", "hash", door.replace(), "give back");
  }

  /** Whether the change took effect may not be known; nothing is settled in doubt. */
  @ParameterizedTest
  @EnumSource
  void whereTheChangeFailsTheChargeIsLeftToItsLease(Door door) {
    IllegalStateException away = new IllegalStateException("away");
    SignInFixture change = aSignIn().failingAt(door.replace(), away);
    assertThatThrownBy(() -> door.change(change)).isSameAs(away);
    assertThat(change.paidAndSettled()).containsExactly("charge", "hash", door.replace());
  }

  // What differs between the doors.

  @Test
  void aStrangerChangesNothingAndNobodyIsCharged() {
    SignInFixture change = aSignIn().withABadgeThatIsNotGenuine();
    assertThat(change.changePin()).isEqualTo(new Refused());
    assertThat(change.happened).containsExactly("read by badge", "hash");
  }

  @Test
  void whatIsNoBadgeChangesNothingAndNobodyIsCharged() {
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
  void whomTheMethodIsNotForChangesNoPinByBadge() {
    assertRefusedUnseen(Door.BADGE, aSignIn().whereTheMethodIsDisabled(), "notPermitted");
  }

  @Test
  void anOwnerChangesThePinEvenWhereNobodyMaySignInWithIt() {
    SignInFixture change = aSignIn().whereTheMethodIsDisabled();
    assertThat(change.changeOwnPin()).isInstanceOf(Changed.class);
  }

  @Test
  void theNewPinOfTheFixtureIsNotTheCurrentOne() {
    assertThat(NEW_PIN).isNotEqualTo(PIN);
  }
}
