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
import io.qrpin.signin.SignInOutcome.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {

  private static final Instant LATE = NOON.minusSeconds(600);
  private static final Lock FIVE_MINUTES = new Lock(Optional.of(Duration.ofMinutes(5)));

  // The right badge and the right PIN.

  @Test
  void badgeAndPinSignInTheOwnerOfTheBadge() {
    SignInFixture signIn = aSignIn();
    assertThat(signIn.attempt())
        .isEqualTo(
            new SignedIn(signIn.kim, METHOD, QrCodeKind.STANDARD, SETTLED, 0, Optional.empty()));
  }

  @Test
  void anAttemptReadsPaysHashesAndSettlesOnceAndInThisOrder() {
    SignInFixture signIn = aSignIn();
    signIn.attempt();
    assertThat(signIn.happened).containsExactly("read by badge", "charge", "hash", "signed in");
  }

  @Test
  void theOutcomeHasTheNumberOfWrongPinsBefore() {
    assertThat(aSignIn().afterWrongPins(4, LATE).attempt())
        .isInstanceOfSatisfying(
            SignedIn.class,
            signedIn -> {
              assertThat(signedIn.failedAttempts()).isEqualTo(4);
              assertThat(signedIn.failedSince()).contains(LATE);
            });
  }

  @Test
  void theOutcomeHasTheKindOfCodeThatWasShown() {
    assertThat(aSignIn().withATemporaryCode().attempt())
        .isInstanceOfSatisfying(
            SignedIn.class,
            signedIn -> assertThat(signedIn.code()).isEqualTo(QrCodeKind.TEMPORARY));
  }

  @Test
  void aRightPinWithAVoidChargeIsRefusedAndSettledAsWrong() {
    SignInFixture signIn = aSignIn().whoseChargeDoesNotHold();
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.paidAndSettled())
        .containsExactly("charge", "hash", "signed in", "wrong: proofVoid");
    assertThat(signIn.guessTags()).containsExactly(Optional.empty());
  }

  // A PIN that must be changed.

  @Test
  void aPinThatMustBeChangedSignsNobodyIn() {
    SignInFixture signIn = aSignIn().whosePinMustBeChanged();
    assertThat(signIn.attempt()).isEqualTo(new PinChangeRequired());
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "proven by badge");
  }

  @Test
  void onlyTheRightPinShowsThatThePinMustBeChanged() {
    SignInFixture signIn = aSignIn().whosePinMustBeChanged().typing(WRONG_PIN);
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "wrong: wrongPin");
  }

  @Test
  void aPinThatMustBeChangedIsRefusedWithAVoidCharge() {
    SignInFixture signIn = aSignIn().whosePinMustBeChanged().whoseChargeDoesNotHold();
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.paidAndSettled())
        .containsExactly("charge", "hash", "proven by badge", "wrong: proofVoid");
  }

  @Test
  void aVoidProofIsRefusedAsLateAsAWrongPin() {
    Duration floor = Duration.ofMillis(250);
    for (SignInFixture signIn : List.of(aSignIn(), aSignIn().whosePinMustBeChanged())) {
      assertThat(signIn.whoseChargeDoesNotHold().whereRefusalsTake(floor).attempt())
          .isEqualTo(new Refused());
      assertThat(signIn.pauses).containsExactly(floor);
    }
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
  void theLedgerGetsATagThatRecognisesAWrongPin() {
    SignInFixture one = aSignIn();
    one.typing(WRONG_PIN).attempt();
    one.typing("70318265").attempt();
    one.typing(WRONG_PIN).attempt();
    assertThat(one.guessTags()).allSatisfy(tag -> assertThat(tag).isPresent());
    byte[] first = one.guessTags().get(0).orElseThrow();
    assertThat(one.guessTags().get(1).orElseThrow()).isNotEqualTo(first);
    assertThat(one.guessTags().get(2).orElseThrow()).isEqualTo(first);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        " 83591642",
        "83591642\n",
        "8359 1642",
        "\ufeff8359\u00a01642\t",
        "8359164\uff12",
        "\u0668\u0663\u0665\u0669\u0661\u0666\u0664\u0662"
      })
  void thePinMayBeTypedWithBlanksAndWithDigitsOfAnyScript(String typed) {
    assertThat(aSignIn().typing(typed).attempt()).isInstanceOf(SignInOutcome.SignedIn.class);
  }

  @Test
  void aPinWithADigitMoreIsRefused() {
    assertRefusedAtFullCost(aSignIn().typing("835916420"), "wrongPin");
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"", " ", "8359164", "8359 164", "835916428359164283591", "hunter2"})
  void aTextThatIsNobodysPinIsRefusedAtTheCostOfAHashAndChargesNobody(String typed) {
    SignInFixture signIn = aSignIn().typing(typed);
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.happened).containsExactly("read by badge", "hash");
  }

  @Test
  void aBadgeThatIsScannedIntoThePinFieldChargesNobody() {
    SignInFixture signIn = aSignIn();
    signIn.typing("qrpin:v1|kim|0198c0de-0000-7000-8000-00000000abcd|" + "A".repeat(27));
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.happened).containsExactly("read by badge", "hash");
  }

  @Test
  void aLockComesBeforeATextThatIsNobodysPin() {
    SignInFixture signIn = aSignIn().whoIsLocked(FIVE_MINUTES).typing("hunter2");
    assertThat(signIn.attempt()).isEqualTo(new Throttled(FIVE_MINUTES));
    assertThat(signIn.happened).containsExactly("read by badge");
  }

  // Hindered: a wrong PIN counts, and the right one is refused and owes nothing.

  private static void assertHindered(Supplier<SignInFixture> worker, String reason) {
    assertRefusedAtFullCost(worker.get().typing(WRONG_PIN), reason);
    SignInFixture right = worker.get();
    assertThat(right.attempt()).isEqualTo(new Refused());
    assertThat(right.happened)
        .containsExactly("read by badge", "charge", "hash", "right in vain: " + reason);
  }

  @Test
  void anExpiredTemporaryPinIsRefusedEvenIfItIsRight() {
    assertHindered(() -> aSignIn().whoseTemporaryPinExpiredAt(NOON), "pinExpired");
  }

  @Test
  void aWorkerWhoLeftTheDirectoryIsRefused() {
    assertHindered(() -> aSignIn().ofAUserWhomTheDirectoryDoesNotKnow(), "unknownUser");
  }

  @Test
  void aDisabledMethodSignsNobodyIn() {
    assertHindered(() -> aSignIn().whereTheMethodIsDisabled(), "notPermitted");
  }

  @Test
  void aMemberOfAnExcludedGroupIsRefused() {
    assertHindered(() -> aSignIn().whereKimIsExcluded(), "notPermitted");
  }

  @Test
  void everyPinOfAWorkerWithoutAPinIsWrong() {
    assertRefusedAtFullCost(aSignIn().withoutPin(), "noPin");
  }

  @Test
  void theSameWrongPinHasTheSameTagWhateverHindersTheWorker() {
    assertSameTagTwice(aSignIn().whereTheMethodIsDisabled());
    assertSameTagTwice(aSignIn().withoutPin());
  }

  private static void assertSameTagTwice(SignInFixture signIn) {
    signIn.typing(WRONG_PIN).attempt();
    signIn.typing("70318265").attempt();
    signIn.typing(WRONG_PIN).attempt();
    List<byte[]> tags = signIn.guessTags().stream().map(Optional::orElseThrow).toList();
    assertThat(tags.get(1)).isNotEqualTo(tags.get(0));
    assertThat(tags.get(2)).isEqualTo(tags.get(0));
  }

  // Strangers.

  @Test
  void aBadgeThatIsNotGenuineCostsADecoyAndNobodyIsCharged() {
    SignInFixture signIn = aSignIn().withABadgeThatIsNotGenuine();
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.happened).containsExactly("read by badge", "hash");
  }

  @Test
  void aTextThatIsNoBadgeCostsADecoyAndNobodyIsCharged() {
    SignInFixture signIn = aSignIn().withoutBadge();
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.happened).containsExactly("hash");
  }

  @Test
  void neitherBadgeNorPinCostsADecoyToo() {
    SignInFixture signIn = aSignIn().withoutBadge().typing("hunter2");
    assertThat(signIn.attempt()).isEqualTo(new Refused());
    assertThat(signIn.happened).containsExactly("hash");
  }

  // Locked.

  @Test
  void aLockedWorkerGetsTheLockAndNothingIsHashedOrCharged() {
    SignInFixture signIn = aSignIn().whoIsLocked(FIVE_MINUTES);
    assertThat(signIn.attempt()).isEqualTo(new Throttled(FIVE_MINUTES));
    assertThat(signIn.happened).containsExactly("read by badge");
  }

  @Test
  void aWorkerWhoIsLockedMeanwhileGetsTheLockAndNothingIsHashed() {
    SignInFixture signIn = aSignIn().whereTheLedgerAnswers(FIVE_MINUTES);
    assertThat(signIn.attempt()).isEqualTo(new Throttled(FIVE_MINUTES));
    assertThat(signIn.happened).containsExactly("read by badge", "charge");
  }

  @Test
  void aLockUntilAResetHasNoTime() {
    assertThat(aSignIn().whoIsLocked(Lock.UNTIL_RESET).attempt())
        .isEqualTo(new Throttled(Lock.UNTIL_RESET));
  }

  @Test
  void aLockComesBeforeEveryOtherHindrance() {
    assertThat(aSignIn().whoIsLocked(FIVE_MINUTES).whereTheMethodIsDisabled().attempt())
        .isInstanceOf(Throttled.class);
  }

  // Hashes of a former cost.

  @Test
  void aPinOfAFormerCostIsHashedAgainOnceAfterItSignedIn() {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost();
    assertThat(signIn.attempt()).isInstanceOf(SignedIn.class);
    assertThat(signIn.paidAndSettled())
        .containsExactly("charge", "hash", "signed in", "hash again", "replace hash");
  }

  @Test
  void aPinOfAFormerFormatIsSealedAgainWithoutAHash() {
    SignInFixture signIn = aSignIn().whosePinWasSealedByAFormerVersion();
    signIn.whereOthersTakeThePermitAt("signed in");
    assertThat(signIn.attempt()).isInstanceOf(SignedIn.class);
    assertThat(signIn.paidAndSettled())
        .containsExactly("charge", "hash", "signed in", "replace hash");
  }

  @Test
  void aPinIsHashedAgainUnderAPermit() {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost();
    List<Boolean> free = new ArrayList<>();
    signIn
        .during("hash again", () -> free.add(signIn.workersPermitIsFree()))
        .during("replace hash", () -> free.add(signIn.workersPermitIsFree()))
        .attempt();
    assertThat(free).containsExactly(false, true);
  }

  @Test
  void aWrongPinIsNeverHashedAgain() {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost().typing(WRONG_PIN);
    signIn.attempt();
    assertThat(signIn.happened).doesNotContain("hash again", "replace hash");
  }

  @Test
  void aPinWithAVoidChargeIsNotHashedAgain() {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost().whoseChargeDoesNotHold();
    signIn.attempt();
    assertThat(signIn.happened).doesNotContain("hash again", "replace hash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hash again", "replace hash"})
  void aSignInDoesNotFailWhenThePinCannotBeHashedAgain(String step) {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost();
    signIn.failingAt(step, new Overloaded());
    assertThat(signIn.attempt()).isInstanceOf(SignedIn.class);
    assertThat(signIn.happened).endsWith(step);
  }

  @Test
  void aSignInDoesNotFailWhenThereIsNoPermitToHashThePinAgain() {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost();
    signIn.whereOthersTakeThePermitAt("signed in");
    assertThat(signIn.attempt()).isInstanceOf(SignedIn.class);
    assertThat(signIn.happened).endsWith("signed in");
  }

  @Test
  void thePinIsHashedAgainAtTheNextSignInIfItFailedBefore() {
    SignInFixture signIn = aSignIn().whosePinWasHashedAtAFormerCost();
    signIn.failingAt("replace hash", new IllegalStateException("away")).attempt();
    signIn.during("replace hash", () -> {}).attempt();
    signIn.happened.clear();
    assertThat(signIn.attempt()).isInstanceOf(SignedIn.class);
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "signed in");
  }

  // Failures.

  @Test
  void nothingIsHashedWhenTheChargeCannotBeWritten() {
    IllegalStateException away = new IllegalStateException("away");
    SignInFixture signIn = aSignIn().failingAt("charge", away);
    assertThatThrownBy(signIn::attempt).isSameAs(away);
    assertThat(signIn.paidAndSettled()).containsExactly("charge");
  }

  @Test
  void nobodyIsSignedInAndNothingIsSettledTwiceWhenARightPinCannotBeSettled() {
    IllegalStateException away = new IllegalStateException("away");
    SignInFixture signIn = aSignIn().failingAt("signed in", away);
    assertThatThrownBy(signIn::attempt).isSameAs(away);
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "signed in");
  }

  @Test
  void aWrongPinThatCannotBeSettledIsNotGivenBack() {
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
