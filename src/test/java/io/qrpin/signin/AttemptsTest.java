package io.qrpin.signin;

import static io.qrpin.signin.SignInFixture.KIM;
import static io.qrpin.signin.SignInFixture.NOON;
import static io.qrpin.signin.SignInFixture.WRONG_PIN;
import static io.qrpin.signin.SignInFixture.aSignIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.qrpin.attempts.ChargeOutcome;
import io.qrpin.attempts.Lock;
import io.qrpin.hashing.HashingUnavailable;
import io.qrpin.hashing.Overloaded;
import io.qrpin.hashing.UnreadablePinHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptsTest {

  private static final Duration TENTH = Duration.ofMillis(100);
  private static final Duration FLOOR = Duration.ofMillis(250);

  // Permits.

  @Test
  void aWorkersPermitIsHeldWhileThePinIsHashed() {
    SignInFixture signIn = aSignIn();
    List<Boolean> free = new ArrayList<>();
    signIn.during("hash", () -> free.add(signIn.workersPermitIsFree())).prove();
    assertThat(free).containsExactly(false);
  }

  @Test
  void aTurnIsHeldWhileTheLedgerIsChargedAndOthersHash() {
    SignInFixture signIn = aSignIn();
    List<Boolean> free = new ArrayList<>();
    signIn
        .during(
            "charge",
            () -> {
              free.add(signIn.turnsAreFree());
              free.add(signIn.workersPermitIsFree());
            })
        .prove();
    assertThat(free).containsExactly(false, true);
  }

  @Test
  void noPermitIsHeldWhileTheAttemptIsSettled() {
    SignInFixture signIn = aSignIn().typing(WRONG_PIN);
    List<Boolean> free = new ArrayList<>();
    signIn.during("wrong: wrongPin", () -> free.add(signIn.turnsAreFree())).prove();
    assertThat(free).containsExactly(true);
  }

  @Test
  void aStrangersDecoyTakesAPermitOfTheDecoysAndNoneOfTheWorkers() {
    SignInFixture signIn = aSignIn().withABadgeThatIsNotGenuine();
    List<Boolean> free = new ArrayList<>();
    signIn
        .during(
            "hash",
            () -> {
              free.add(signIn.workersPermitIsFree());
              free.add(signIn.decoysPermitIsFree());
            })
        .prove();
    assertThat(free).containsExactly(true, false);
  }

  @Test
  void strangersThatFillTheDecoysPoolDoNotDelayAWorker() {
    SignInFixture signIn = aSignIn();
    Proof proof = signIn.whileTheDecoysPermitIsTaken(signIn::prove);
    assertThat(proof).isInstanceOf(Proof.Verified.class);
  }

  @Test
  @DisplayName(
      "When there is no room to hash, an attempt is turned away before anything is charged.")
  void withoutATurnNothingIsCharged() {
    SignInFixture signIn = aSignIn();
    assertThatExceptionOfType(Overloaded.class)
        .isThrownBy(() -> signIn.whileAllTurnsAreTaken(signIn::prove));
    assertThat(signIn.happened).containsExactly("read by badge");
  }

  @Test
  void aFullQueueRefusesAnAttemptBeforeTheBadgeIsRead() {
    SignInFixture signIn = aSignIn().whereNobodyMayWait();
    assertThatExceptionOfType(Overloaded.class)
        .isThrownBy(() -> signIn.whileAllTurnsAreTaken(signIn::prove));
    assertThat(signIn.happened).isEmpty();
  }

  @Test
  void withoutADecoyPermitAStrangerIsRefusedAsEverAndHashesNothing() {
    SignInFixture signIn = aSignIn().withABadgeThatIsNotGenuine().whereRefusalsTake(FLOOR);
    assertThat(signIn.<Proof>whileTheDecoysPermitIsTaken(signIn::prove)).isEqualTo(new Refused());
    assertThat(signIn.happened).containsExactly("read by badge", "pause");
    assertThat(signIn.now()).isEqualTo(NOON.plus(FLOOR));
  }

  @ParameterizedTest(name = "a stranger: {0}")
  @ValueSource(booleans = {false, true})
  void whereAWorkerGetsNoTurnAStrangerIsTurnedAwayToo(boolean stranger) {
    SignInFixture signIn = stranger ? aSignIn().withABadgeThatIsNotGenuine() : aSignIn();
    assertThatExceptionOfType(Overloaded.class)
        .isThrownBy(() -> signIn.whileAllTurnsAreTaken(signIn::prove));
    assertThat(signIn.happened).containsExactly("read by badge");
    assertThat(signIn.thereIsRoom()).isTrue();
  }

  @Test
  void aStrangerTakesNoTurnFromWorkers() {
    SignInFixture signIn = aSignIn().withABadgeThatIsNotGenuine();
    List<Boolean> free = new ArrayList<>();
    signIn.during("hash", () -> free.add(signIn.turnsAreFree())).prove();
    assertThat(free).containsExactly(true);
  }

  // The time of a refusal.

  private static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("a wrong PIN", aSignIn().typing(WRONG_PIN)),
        Arguments.of("a badge that is not genuine", aSignIn().withABadgeThatIsNotGenuine()),
        Arguments.of("no badge", aSignIn().withoutBadge()),
        Arguments.of("no PIN", aSignIn().typing("hunter2")),
        Arguments.of("seven digits", aSignIn().typing("7031826")),
        Arguments.of("a worker without PIN", aSignIn().withoutPin()),
        Arguments.of("the right PIN, disabled", aSignIn().whereTheMethodIsDisabled()),
        Arguments.of("a wrong PIN, disabled", disabled().typing(WRONG_PIN)));
  }

  private static SignInFixture disabled() {
    return aSignIn().whereTheMethodIsDisabled();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  @DisplayName("Every refusal takes the same time, whether somebody is charged or not.")
  void everyRefusalTakesTheSameTime(String why, SignInFixture signIn) {
    signIn.whereRefusalsTake(FLOOR).whereItTakes(TENTH, "hash");
    assertThat(signIn.prove()).isEqualTo(new Refused());
    assertThat(signIn.pauses).containsExactly(FLOOR.minus(TENTH));
    assertThat(signIn.now()).isEqualTo(NOON.plus(FLOOR));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void aRefusalThatTookLongerWaitsForTheNextMultiple(String why, SignInFixture signIn) {
    signIn.whereRefusalsTake(TENTH).whereItTakes(TENTH.plusMillis(1), "hash");
    assertThat(signIn.prove()).isEqualTo(new Refused());
    assertThat(signIn.now()).isEqualTo(NOON.plus(TENTH).plus(TENTH));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void aClockThatIsSetBackDoesNotMakeARefusalLonger(String why, SignInFixture signIn) {
    signIn.whereRefusalsTake(TENTH).whereItTakes(Duration.ofHours(-1), "hash");
    assertThat(signIn.prove()).isEqualTo(new Refused());
    assertThat(signIn.pauses).containsExactly(TENTH);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void withoutAFloorNoRefusalWaits(String why, SignInFixture signIn) {
    assertThat(signIn.whereRefusalsTake(Duration.ZERO).prove()).isEqualTo(new Refused());
    assertThat(signIn.pauses).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void theTimeInTheQueueComesOnTop(String why, SignInFixture signIn) throws InterruptedException {
    signIn.whereRefusalsTake(FLOOR);
    assertThat(signIn.afterTheQueue(TENTH, signIn::prove)).isEqualTo(new Refused());
    assertThat(signIn.now()).isEqualTo(NOON.plus(TENTH).plus(FLOOR));
  }

  @Test
  void whileARefusalWaitsItHoldsNothingButItsPlaceAmongThem() {
    for (SignInFixture signIn :
        List.of(aSignIn().typing(WRONG_PIN), aSignIn().withABadgeThatIsNotGenuine())) {
      List<Boolean> free = new ArrayList<>();
      signIn.whereRefusalsTake(FLOOR);
      signIn.during(
          "pause",
          () -> {
            free.add(signIn.turnsAreFree());
            free.add(signIn.workersPermitIsFree());
            free.add(signIn.decoysPermitIsFree());
            free.add(signIn.thereIsRoom());
            free.add(signIn.whileAllButOneAttemptsAreUnderWay(signIn::thereIsRoom));
          });
      signIn.prove();
      assertThat(free).containsExactly(true, true, true, true, false);
      assertThat(signIn.whileAllButOneAttemptsAreUnderWay(signIn::thereIsRoom)).isTrue();
    }
  }

  @ParameterizedTest(name = "a stranger: {0}")
  @ValueSource(booleans = {false, true})
  void whereTooManyAttemptsAreUnderWayEverybodyIsTurnedAwayBeforeTheBadgeIsRead(boolean stranger) {
    SignInFixture signIn = stranger ? aSignIn().withABadgeThatIsNotGenuine() : aSignIn();
    assertThatExceptionOfType(Overloaded.class)
        .isThrownBy(() -> signIn.whileAttemptsAreUnderWay(signIn::prove));
    assertThat(signIn.happened).isEmpty();
  }

  @Test
  void theRightPinAndALockAreAnsweredAtOnce() {
    SignInFixture right = aSignIn().whereRefusalsTake(FLOOR);
    assertThat(right.prove()).isInstanceOf(Proof.Verified.class);
    SignInFixture locked = aSignIn().whereRefusalsTake(FLOOR).whoIsLocked(Lock.UNTIL_RESET);
    assertThat(locked.prove()).isInstanceOf(Throttled.class);
    assertThat(right.pauses).isEmpty();
    assertThat(locked.pauses).isEmpty();
  }

  @Test
  void theTimeFollowsWhatWrongPinsTakeFromTheReadingToTheSettling() {
    SignInFixture signIn = aSignIn().typing(WRONG_PIN).whereRefusalsTake(FLOOR);
    Duration each = Duration.ofMillis(10);
    for (String step : List.of("read by badge", "charge", "hash", "wrong: wrongPin")) {
      signIn.whereItTakes(each, step);
    }
    signIn.afterWrongPinsThatTookNoTime(57).prove();
    assertThat(signIn.floor()).isEqualTo(each.multipliedBy(8));
  }

  @Test
  void strangersDoNotChangeTheTime() {
    SignInFixture signIn = aSignIn().withABadgeThatIsNotGenuine().whereRefusalsTake(FLOOR);
    for (int i = 0; i < RefusalFloor.REMEMBERED; i++) {
      signIn.prove();
    }
    assertThat(signIn.floor()).isEqualTo(FLOOR);
  }

  // Attempts with one badge.

  @ParameterizedTest(name = "a stranger: {0}")
  @ValueSource(booleans = {false, true})
  void oneMoreAttemptWithABadgeThanAllowedIsTurnedAwayBeforeItIsRead(boolean stranger) {
    SignInFixture signIn = stranger ? aSignIn().withABadgeThatIsNotGenuine() : aSignIn();
    List<Throwable> second = new ArrayList<>();
    signIn.during("hash", () -> second.add(catchThrowable(signIn::prove))).prove();
    assertThat(second).singleElement().isInstanceOf(Overloaded.class);
    assertThat(signIn.happened).containsExactly(happened(stranger));
    assertThat(signIn.badgesUnderWay()).isZero();
  }

  private static String[] happened(boolean stranger) {
    return stranger
        ? new String[] {"read by badge", "hash"}
        : new String[] {"read by badge", "charge", "hash"};
  }

  @Test
  void anAttemptIsUnderWayUntilItsRefusalHasWaited() {
    SignInFixture signIn = aSignIn().withABadgeThatIsNotGenuine().whereRefusalsTake(FLOOR);
    List<Integer> underWay = new ArrayList<>();
    signIn.during("pause", () -> underWay.add(signIn.badgesUnderWay())).prove();
    assertThat(underWay).containsExactly(1);
    assertThat(signIn.badgesUnderWay()).isZero();
  }

  @Test
  void anAttemptThatFailsIsUnderWayNoMore() {
    SignInFixture signIn = aSignIn().failingAt("hash", new HashingUnavailable("no memory"));
    assertThatExceptionOfType(PinUnverifiable.class).isThrownBy(signIn::prove);
    assertThat(signIn.badgesUnderWay()).isZero();
  }

  // Attempts of the same worker.

  @Test
  void anAttemptWaitsAndAsksAgainWhenOthersHoldAllGuesses() {
    SignInFixture signIn = aSignIn().whereTheLedgerIsBusy(3);
    assertThat(signIn.prove()).isInstanceOf(Proof.Verified.class);
    assertThat(signIn.paidAndSettled())
        .containsExactly("charge", "pause", "charge", "pause", "charge", "pause", "charge", "hash");
  }

  @Test
  void anAttemptHoldsNoTurnWhileItWaitsForOthersOfTheSameWorker() {
    SignInFixture signIn = aSignIn().whereTheLedgerIsBusy(2);
    List<Boolean> free = new ArrayList<>();
    signIn.during("pause", () -> free.add(signIn.turnsAreFree())).prove();
    assertThat(free).containsExactly(true, true);
  }

  @Test
  void anAttemptThatWaitedGetsALockThatBeganMeanwhile() {
    SignInFixture signIn =
        aSignIn().whereTheLedgerAnswers(new ChargeOutcome.Busy(), Lock.UNTIL_RESET);
    assertThat(signIn.prove()).isEqualTo(new Throttled(Lock.UNTIL_RESET));
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "pause", "charge");
  }

  @Test
  void anAttemptThatWaitsTooLongIsOverloadedAndNothingIsChargedOrHashed() {
    SignInFixture signIn = aSignIn().whereTheLedgerStaysBusy().withPatience(TENTH);
    assertThatExceptionOfType(Overloaded.class).isThrownBy(signIn::prove);
    assertThat(signIn.paidAndSettled()).containsOnly("charge", "pause").endsWith("charge");
    assertThat(signIn.now()).isEqualTo(NOON.plus(TENTH));
  }

  @Test
  void withoutPatienceNobodyWaits() {
    SignInFixture signIn = aSignIn().whereTheLedgerStaysBusy().withPatience(Duration.ZERO);
    assertThatExceptionOfType(Overloaded.class).isThrownBy(signIn::prove);
    assertThat(signIn.paidAndSettled()).containsExactly("charge");
  }

  @Test
  void aPauseIsFiveToTwentyFiveMilliseconds() {
    SignInFixture shortest = aSignIn().whereTheLedgerIsBusy(1).withChance(bound -> 0);
    SignInFixture longest = aSignIn().whereTheLedgerIsBusy(1).withChance(bound -> bound - 1);
    shortest.prove();
    longest.prove();
    assertThat(shortest.pauses).containsExactly(Duration.ofMillis(5));
    assertThat(longest.pauses).containsExactly(Duration.ofMillis(25));
  }

  // A PIN that is set again between the reading and the charge.

  @Test
  void aPinThatWasSetAgainMeanwhileIsReadAgainAndTheChargeIsGivenBack() {
    SignInFixture signIn = aSignIn().whosePinWasSetAgain(1);
    assertThat(signIn.prove()).isInstanceOf(Proof.Verified.class);
    assertThat(signIn.happened)
        .containsExactly("read by badge", "charge", "give back", "read by badge", "charge", "hash");
  }

  @Test
  void onlyTheLastReadingIsCompared() {
    SignInFixture signIn = aSignIn().whosePinWasSetAgain(1).typing(WRONG_PIN);
    assertThat(signIn.prove()).isEqualTo(new Refused());
    assertThat(signIn.paidAndSettled())
        .containsExactly("charge", "give back", "charge", "hash", "wrong: wrongPin");
  }

  @Test
  void sevenResetsMayOvertakeOneAttempt() {
    SignInFixture signIn = aSignIn().whosePinWasSetAgain(7);
    assertThat(signIn.prove()).isInstanceOf(Proof.Verified.class);
  }

  @Test
  void aRowThatNeverReachesTheLedgersGenerationIsReadEightTimesAndNeverBelieved() {
    SignInFixture signIn = aSignIn().whoseRowNeverReachesTheLedgersGeneration();
    assertThatExceptionOfType(PinUnverifiable.class)
        .isThrownBy(signIn::prove)
        .withCauseInstanceOf(UnreadablePinHash.class);
    List<String> sevenTimes =
        Collections.nCopies(7, List.of("read by badge", "charge", "give back")).stream()
            .flatMap(List::stream)
            .toList();
    assertThat(signIn.happened)
        .containsExactlyElementsOf(
            Stream.concat(
                    sevenTimes.stream(),
                    Stream.of("read by badge", "charge", "hash", "give back unreadable"))
                .toList());
  }

  @Test
  void patienceIsNotLongerAfterAReset() {
    SignInFixture signIn = aSignIn().whosePinWasSetAgain(1).withPatience(TENTH);
    signIn.whereTheLedgerIsBusy(15).prove();
    SignInFixture busyAgain = aSignIn().whosePinWasSetAgain(1).withPatience(TENTH);
    busyAgain.whereTheLedgerIsBusy(15).during("give back", busyAgain::whereTheLedgerStaysBusy);
    assertThatExceptionOfType(Overloaded.class).isThrownBy(busyAgain::prove);
    assertThat(busyAgain.now()).isEqualTo(NOON.plus(TENTH));
  }

  @Test
  void aClockThatIsSetBackEndsThePatience() {
    SignInFixture signIn = aSignIn().whereTheLedgerStaysBusy();
    signIn.whereItTakes(Duration.ofHours(-1), "charge");
    assertThatExceptionOfType(Overloaded.class).isThrownBy(signIn::prove);
    assertThat(signIn.pauses).isEmpty();
  }

  @Test
  void aClaimantWhoseBadgeEndsBeforeTheSecondReadingIsAStranger() {
    SignInFixture signIn = aSignIn().whosePinWasSetAgain(1);
    signIn.during("give back", signIn::withABadgeThatIsNotGenuine);
    assertThat(signIn.prove()).isEqualTo(new Refused());
    assertThat(signIn.happened)
        .containsExactly("read by badge", "charge", "give back", "read by badge", "hash");
  }

  // A PIN that cannot be compared.

  @Test
  void aHashThatWasCopiedFromSomebodyElseIsNeverAWrongPin() {
    SignInFixture signIn = aSignIn().whoseHashWasCopiedFromSomebodyElse();
    assertThatExceptionOfType(PinUnverifiable.class)
        .isThrownBy(signIn::prove)
        .withCauseInstanceOf(UnreadablePinHash.class);
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "give back unreadable");
  }

  @Test
  void aMalformedHashIsNeverAWrongPinAndCostsAHashToo() {
    SignInFixture signIn = aSignIn().whoseHashIsMalformed();
    assertThatExceptionOfType(PinUnverifiable.class)
        .isThrownBy(signIn::prove)
        .withCauseInstanceOf(UnreadablePinHash.class);
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "give back unreadable");
  }

  @Test
  void anUnreadableHashDoesNotMatterWhenNoPinIsTyped() {
    SignInFixture signIn = aSignIn().whoseHashIsMalformed().typing("hunter2");
    assertThat(signIn.prove()).isEqualTo(new Refused());
    assertThat(signIn.paidAndSettled()).containsExactly("hash");
  }

  @Test
  void theChargeIsGivenBackWhenHashingFails() {
    HashingUnavailable noMemory = new HashingUnavailable("no memory");
    SignInFixture signIn = aSignIn().failingAt("hash", noMemory);
    assertThatThrownBy(signIn::prove).isInstanceOf(PinUnverifiable.class).hasCause(noMemory);
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "give back");
  }

  @Test
  void theChargeIsGivenBackWhenThereIsNoPinAndHashingFails() {
    SignInFixture signIn = aSignIn().withoutPin();
    signIn.failingAt("hash", new HashingUnavailable("no memory"));
    assertThatExceptionOfType(PinUnverifiable.class).isThrownBy(signIn::prove);
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash", "give back");
  }

  @Test
  void theFailureIsTheSameWhenTheDecoyOfAStrangerFails() {
    SignInFixture signIn = aSignIn().withABadgeThatIsNotGenuine();
    signIn.failingAt("hash", new HashingUnavailable("no memory"));
    assertThatExceptionOfType(PinUnverifiable.class).isThrownBy(signIn::prove);
    assertThat(signIn.paidAndSettled()).containsExactly("hash");
  }

  @Test
  void anUnexpectedFailureIsLeftToTheLease() {
    UnsupportedOperationException surprise = new UnsupportedOperationException("a surprise");
    SignInFixture signIn = aSignIn().failingAt("hash", surprise);
    assertThatThrownBy(signIn::prove).isSameAs(surprise);
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash");
  }

  @Test
  void permitAndTurnAreFreeAfterAFailedAttempt() {
    SignInFixture signIn = aSignIn().failingAt("hash", new HashingUnavailable("no memory"));
    assertThatExceptionOfType(PinUnverifiable.class).isThrownBy(signIn::prove);
    assertThat(signIn.workersPermitIsFree()).isTrue();
    assertThat(signIn.turnsAreFree()).isTrue();
  }

  @Test
  void anErasedPinIsAProgrammingErrorAndIsLeftToTheLease() {
    SignInFixture signIn = aSignIn().typingAnErasedPin();
    assertThatThrownBy(signIn::prove)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the PIN was erased");
    assertThat(signIn.paidAndSettled()).containsExactly("charge");
    assertThat(signIn.workersPermitIsFree()).isTrue();
  }

  @Test
  void anErasedPinOfAStrangerIsAProgrammingErrorToo() {
    SignInFixture signIn = aSignIn().withABadgeThatIsNotGenuine().typingAnErasedPin();
    assertThatThrownBy(signIn::prove)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the PIN was erased");
  }

  // A verified proof.

  @Test
  void aVerifiedProofIsNotSettledYet() {
    SignInFixture signIn = aSignIn();
    assertThat(signIn.prove())
        .isInstanceOfSatisfying(
            Proof.Verified.class,
            verified -> {
              assertThat(verified.who().subscriber()).isEqualTo(signIn.kim);
              assertThat(verified.charge().subscriber()).isEqualTo(KIM);
            });
    assertThat(signIn.paidAndSettled()).containsExactly("charge", "hash");
  }

  @Test
  void aTemporaryPinIsGoodUntilTheInstantOfItsExpiry() {
    assertThat(aSignIn().whoseTemporaryPinExpiredAt(NOON.plusNanos(1_000)).prove())
        .isInstanceOf(Proof.Verified.class);
    assertThat(aSignIn().whoseTemporaryPinExpiredAt(NOON).prove()).isEqualTo(new Refused());
  }
}
