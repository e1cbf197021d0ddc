package io.qrpin.signin;

import static io.qrpin.signin.SignInFixture.KIM;
import static io.qrpin.signin.SignInFixture.METHOD;
import static io.qrpin.signin.SignInFixture.NOON;
import static io.qrpin.signin.SignInFixture.PIN;
import static io.qrpin.signin.SignInFixture.SETTLED;
import static io.qrpin.signin.SignInFixture.WRONG_PIN;
import static io.qrpin.signin.SignInFixture.aSignIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.attempts.Lock;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.hashing.Overloaded;
import io.qrpin.signin.SignInOutcome.PinChangeRequired;
import io.qrpin.signin.SignInOutcome.Refused;
import io.qrpin.signin.SignInOutcome.SignedIn;
import io.qrpin.signin.SignInOutcome.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {

  private static final Instant LATE = NOON.minusSeconds(600);
  private static final Lock FIVE_MINUTES = new Lock(Optional.of(Duration.ofMinutes(5)));

  // The right badge and the right PIN.

  @Test
  void badgeAndPinSignInWhoTheBadgeBelongsTo() {
    SignInFixture signIn = aSignIn();
    assertThat(signIn.attempt())
        .isEqualTo(
            new SignedIn(signIn.kim, METHOD, QrCodeKind.STANDARD, SETTLED, 0, Optional.empty()));
  }

  @Test
  void payHashAndSettleEachOnceAndInThisOrder() {
    SignInFixture signIn = aSignIn();
    signIn.attempt();
    assertThat(signIn.happened)
        .containsExactly("read by badge", "charge", "hash", "signed in", "is it up to date");
  }

  @Test
  void whoIsSignedInIsToldOfTheWrongPinsBefore() {
    assertThat(aSignIn().afterWrongPins(4, LATE).attempt())
        .isInstanceOfSatisfying(
            SignedIn.class,
            signedIn -> {
              assertThat(signedIn.failedAttempts()).isEqualTo(4);
              assertThat(signedIn.failedSince()).contains(LATE);
            });
  }

  @Test
  void whoIsSignedInIsToldWhichCodeWasShown() {
    assertThat(aSignIn().withATemporaryCode().attempt())
        .isInstanceOfSatisfying(
            SignedIn.class,
            signedIn -> assertThat(signedIn.code()).isEqualTo(QrCodeKind.TEMPORARY));
  }

  @Test
  void aRightPinWhoseChargeDoesNotHoldAnyMoreIsRefusedAndSettledAsWrong() {
    SignInFixture signIn = aSignIn().whoseChargeDoesNotHold();
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.paidAndSettled())
        .containsExactly("charge", "hash", "signed in", "wrong: proofVoid");
    assertThat(signIn.guessTags).containsExactly(Optional.empty());
  }

  // A PIN that must be changed.

  @Test
  void aPinThatMustBeChangedSignsNobodyIn() {
    SignInFixture signIn = aSignIn().whosePinMustBeChanged();
    assertThat(signIn.attempt()).isEqualTo(new PinChangeRequired());
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "proven by badge");
  }

  @Test
  void aPinThatMustBeChangedIsToldOnlyToWhoTypesIt() {
    SignInFixture signIn = aSignIn().whosePinMustBeChanged().typing(WRONG_PIN);
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "wrong: wrongPin");
  }

  @Test
  void aPinThatMustBeChangedAndWhoseChargeDoesNotHoldAnyMoreIsRefused() {
    SignInFixture signIn = aSignIn().whosePinMustBeChanged().whoseChargeDoesNotHold();
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.paidAndSettled())
        .containsExactly("charge", "hash", "proven by badge", "wrong: proofVoid");
  }

  // Refused: one outcome, one hash, one charge, settled as wrong.

  private static void assertRefusedAtFullCost(SignInFixture signIn, String reason) {
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.happened)
        .containsExactly("read by badge", "charge", "hash", "wrong: " + reason);
  }

  @Test
  void aWrongPinIsRefused() {
    assertRefusedAtFullCost(aSignIn().typing(WRONG_PIN), "wrongPin");
  }

  @Test
  void ofAWrongPinTheLedgerLearnsATagSoThatItKnowsItAgain() {
    SignInFixture one = aSignIn();
    one.typing(WRONG_PIN).attempt();
    one.typing("70318265").attempt();
    one.typing(WRONG_PIN).attempt();
    assertThat(one.guessTags).allSatisfy(tag -> assertThat(tag).isPresent());
    byte[] first = one.guessTags.get(0).orElseThrow();
    assertThat(one.guessTags.get(1).orElseThrow()).isNotEqualTo(first);
    assertThat(one.guessTags.get(2).orElseThrow()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8359164", "835916420", "8359164２", "hunter2", " 83591642"})
  void whatIsNotThePinIsRefusedWhateverItIs(String typed) {
    assertRefusedAtFullCost(aSignIn().typing(typed), "wrongPin");
  }

  @Test
  void ofWhatIsNoPinTheLedgerLearnsNoTag() {
    SignInFixture signIn = aSignIn().typing("hunter2");
    signIn.attempt();
    assertThat(signIn.guessTags).containsExactly(Optional.empty());
  }

  @Test
  void whoHasNoPinIsRefused() {
    assertRefusedAtFullCost(aSignIn().withoutPin(), "noPin");
  }

  @Test
  void aTemporaryPinThatHasExpiredIsRefusedThoughItIsRight() {
    assertRefusedAtFullCost(aSignIn().whoseTemporaryPinExpiredAt(NOON), "pinExpired");
  }

  @Test
  void whomTheDirectoryDoesNotKnowAnyMoreIsRefused() {
    assertRefusedAtFullCost(aSignIn().ofAUserWhomTheDirectoryDoesNotKnow(), "unknownUser");
  }

  @Test
  void nobodyIsSignedInWhereTheMethodIsDisabled() {
    assertRefusedAtFullCost(aSignIn().whereTheMethodIsDisabled(), "notPermitted");
  }

  @Test
  void whoIsInAnExcludedGroupIsRefused() {
    assertRefusedAtFullCost(aSignIn().whereKimIsExcluded(), "notPermitted");
  }

  @Test
  void whereTheRightPinWouldNotDoNothingIsComparedAndNoTagIsLearnt() {
    SignInFixture signIn = aSignIn().whereTheMethodIsDisabled();
    signIn.attempt();
    assertThat(signIn.guessTags).containsExactly(Optional.empty());
  }

  // Strangers.

  @Test
  void aBadgeThatIsNotGenuineCostsADecoyAndNobodyIsCharged() {
    SignInFixture signIn = aSignIn().withABadgeThatIsNotGenuine();
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.happened).containsExactly("read by badge", "hash");
  }

  @Test
  void whatIsNoBadgeCostsADecoyAndNobodyIsCharged() {
    SignInFixture signIn = aSignIn().withoutBadge();
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.happened).containsExactly("hash");
  }

  @Test
  void whatIsNeitherBadgeNorPinCostsADecoyToo() {
    SignInFixture signIn = aSignIn().withoutBadge().typing("hunter2");
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.happened).containsExactly("hash");
  }

  // Locked.

  @Test
  void whoIsLockedIsToldHowLongAndNothingIsHashedOrCharged() {
    SignInFixture signIn = aSignIn().whoIsLocked(FIVE_MINUTES);
    assertThat(signIn.attempt()).isEqualTo(new Throttled(Optional.of(Duration.ofMinutes(5))));
    assertThat(signIn.happened).containsExactly("read by badge");
  }

  @Test
  void whoIsLockedMeanwhileIsToldHowLongAndNothingIsHashed() {
    SignInFixture signIn = aSignIn().whereTheLedgerAnswers(FIVE_MINUTES);
    assertThat(signIn.attempt()).isEqualTo(new Throttled(Optional.of(Duration.ofMinutes(5))));
    assertThat(signIn.happened).containsExactly("read by badge", "charge");
  }

  @Test
  void whoseOnlyHelpIsAResetIsToldNoTime() {
    assertThat(aSignIn().whoIsLocked(Lock.UNTIL_RESET).attempt())
        .isEqualTo(new Throttled(Optional.empty()));
  }

  @Test
  void aLockIsToldBeforeAnythingElseThatIsWrong() {
    assertThat(aSignIn().whoIsLocked(FIVE_MINUTES).whereTheMethodIsDisabled().attempt())
        .isInstanceOf(Throttled.class);
  }

  // Hashes of a former cost.

  @Test
  void aPinThatWasHashedAtAFormerCostIsHashedAnewOnceAfterItSignedIn() {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost();
    assertThat(signIn.attempt()).isInstanceOf(SignedIn.class);
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "signed in", "hash anew");
  }

  @Test
  void aPinIsHashedAnewUnderAPermit() {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost();
    signIn.during("hash anew", () -> assertThat(signIn.workersPermitIsFree()).isFalse()).attempt();
    assertThat(signIn.happened).contains("hash anew");
  }

  @Test
  void aWrongPinIsNeverHashedAnew() {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost().typing(WRONG_PIN);
    signIn.attempt();
    assertThat(signIn.happened).doesNotContain("hash anew");
  }

  @Test
  void aPinWhoseChargeDoesNotHoldAnyMoreIsNotHashedAnew() {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost().whoseChargeDoesNotHold();
    signIn.attempt();
    assertThat(signIn.happened).doesNotContain("hash anew");
  }

  @ParameterizedTest
  @ValueSource(strings = {"is it up to date", "hash anew"})
  void nobodysSignInFailsBecauseThePinCouldNotBeHashedAnew(String step) {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost();
    signIn.failingAt(step, new Overloaded());
    assertThat(signIn.attempt()).isInstanceOf(SignedIn.class);
    assertThat(signIn.happened).endsWith(step);
  }

  // Failures.

  @Test
  void whereTheChargeCannotBeWrittenNothingIsHashed() {
    IllegalStateException away = new IllegalStateException("away");
    SignInFixture signIn = aSignIn().failingAt("charge", away);
    assertThatThrownBy(signIn::attempt).isSameAs(away);
    assertThat(signIn.paidAndSettled()).containsExactly("charge");
  }

  @Test
  void whereTheRightPinCannotBeSettledNobodyIsSignedInAndNothingIsSettledTwice() {
    IllegalStateException away = new IllegalStateException("away");
    SignInFixture signIn = aSignIn().failingAt("signed in", away);
    assertThatThrownBy(signIn::attempt).isSameAs(away);
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "signed in");
  }

  @Test
  void whereAWrongPinCannotBeSettledItIsNotGivenBack() {
    IllegalStateException away = new IllegalStateException("away");
    SignInFixture signIn = aSignIn().typing(WRONG_PIN).failingAt("wrong: wrongPin", away);
    assertThatThrownBy(signIn::attempt).isSameAs(away);
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "wrong: wrongPin");
  }

  @Test
  void theFixtureSignsInOnlyWithItsOwnPin() {
    assertThat(aSignIn().typing(PIN).attempt()).isInstanceOf(SignedIn.class);
    assertThat(aSignIn().typing(WRONG_PIN).attempt()).isInstanceOf(Refused.class);
    assertThat(aSignIn().kim.id()).isEqualTo(KIM);
  }
}
