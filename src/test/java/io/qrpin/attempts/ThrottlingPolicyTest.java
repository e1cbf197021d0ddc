package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottlingPolicyTest {

  private static final ThrottlingPolicy STANDARD = ThrottlingPolicy.STANDARD;

  private static Duration d(String text) {
    return Duration.parse(text);
  }

  private static List<Duration> durations(String... texts) {
    return List.of(texts).stream().map(Duration::parse).toList();
  }

  private static ThrottlingPolicy guesses(
      int freeGuesses, List<Duration> waits, Duration longestWait, int limit) {
    return new ThrottlingPolicy(
        freeGuesses,
        waits,
        longestWait,
        limit,
        STANDARD.lifetimeLimit(),
        STANDARD.repeatWindow(),
        STANDARD.maxRepeats(),
        STANDARD.lease(),
        STANDARD.patience());
  }

  private static ThrottlingPolicy times(
      Duration repeatWindow, int maxRepeats, Duration lease, Duration patience) {
    return new ThrottlingPolicy(
        STANDARD.freeGuesses(),
        STANDARD.waits(),
        STANDARD.longestWait(),
        STANDARD.limit(),
        STANDARD.lifetimeLimit(),
        repeatWindow,
        maxRepeats,
        lease,
        patience);
  }

  private static ThrottlingPolicy withFreeGuesses(int freeGuesses) {
    return guesses(freeGuesses, STANDARD.waits(), STANDARD.longestWait(), STANDARD.limit());
  }

  private static ThrottlingPolicy withWaits(Duration longestWait, List<Duration> waits) {
    return guesses(STANDARD.freeGuesses(), waits, longestWait, STANDARD.limit());
  }

  private static ThrottlingPolicy withLimit(int limit) {
    return guesses(STANDARD.freeGuesses(), STANDARD.waits(), STANDARD.longestWait(), limit);
  }

  private static ThrottlingPolicy withLifetimeLimit(int lifetimeLimit) {
    return new ThrottlingPolicy(
        STANDARD.freeGuesses(),
        STANDARD.waits(),
        STANDARD.longestWait(),
        STANDARD.limit(),
        lifetimeLimit,
        STANDARD.repeatWindow(),
        STANDARD.maxRepeats(),
        STANDARD.lease(),
        STANDARD.patience());
  }

  private static void assertRefused(String message, ThrowingCallable making) {
    assertThatIllegalArgumentException().isThrownBy(making).withMessage(message);
  }

  @Test
  void theStandardIsFiveFreeGuessesFiftyInARowAndAThousandInAll() {
    assertThat(STANDARD)
        .isEqualTo(
            new ThrottlingPolicy(
                5,
                durations("PT1M", "PT5M", "PT15M", "PT30M", "PT90M", "PT243M"),
                d("PT24H"),
                50,
                1_000,
                d("PT5M"),
                10,
                d("PT10S"),
                d("PT10S")));
  }

  @ParameterizedTest(name = "after {0} wrong guesses: {1}")
  @CsvSource({
    "5, PT1M",
    "6, PT5M",
    "7, PT15M",
    "8, PT30M",
    "9, PT90M",
    "10, PT243M",
    "11, PT729M",
    "12, PT24H",
    "13, PT24H",
    "49, PT24H"
  })
  void fromTheLastFreeGuessOnTheListIsWalkedAndThenThreeTimesTheLastUpToTheCap(
      int failures, String wait) {
    assertThat(STANDARD.lockAfter(failures)).contains(new Lock(Optional.of(d(wait))));
  }

  @ParameterizedTest(name = "after {0} wrong guesses")
  @ValueSource(ints = {0, 1, 4})
  void belowTheFreeGuessesThereIsNoWait(int failures) {
    assertThat(STANDARD.lockAfter(failures)).isEmpty();
  }

  @ParameterizedTest(name = "after {0} wrong guesses")
  @ValueSource(ints = {50, 51, 100, Integer.MAX_VALUE})
  void fromTheLimitOnThePinIsSpent(int failures) {
    assertThat(STANDARD.lockAfter(failures)).contains(Lock.UNTIL_RESET);
  }

  @Test
  void everyKindOfWaitIsInTheArrayInItsOwnForm() {
    ThrottlingPolicy policy = guesses(2, durations("PT5M"), d("PT5M"), 3);

    assertThat(policy.lockAfter(1)).isEmpty();
    assertThat(policy.lockAfter(2)).contains(new Lock(Optional.of(d("PT5M"))));
    assertThat(policy.lockAfter(3)).contains(Lock.UNTIL_RESET);
    assertThat(policy.waitsSeconds()).containsExactly(0, 300, ThrottlingPolicy.SPENT);
  }

  @Test
  void failuresAreNotNegative() {
    assertRefused("failures must be 0 or more", () -> STANDARD.lockAfter(-1));
  }

  @Test
  void aListOfOneIsMultipliedByThreeFromThere() {
    assertThat(guesses(1, durations("PT1S"), d("PT60S"), 7).waitsSeconds())
        .containsExactly(1, 3, 9, 27, 60, 60, -1);
  }

  @Test
  void aWaitThatIsTheCapStaysTheCap() {
    assertThat(guesses(2, durations("PT2S", "PT6S"), d("PT18S"), 7).waitsSeconds())
        .containsExactly(0, 2, 6, 18, 18, 18, -1);
  }

  @Test
  void aLongListIsUsedAsFarAsTheLimitGoes() {
    assertThat(guesses(1, durations("PT1S", "PT2S", "PT4S", "PT8S"), d("PT9S"), 3).waitsSeconds())
        .containsExactly(1, 2, -1);
  }

  @Test
  void partsOfASecondAreRoundedUp() {
    assertThat(
            guesses(1, durations("PT1S", "PT1.000000001S", "PT2S"), d("PT2.5S"), 5).waitsSeconds())
        .containsExactly(1, 2, 2, 3, -1);
  }

  @ParameterizedTest(name = "limit {0}")
  @ValueSource(ints = {1, 4, 5})
  void whereTheLimitIsLowerNoMoreGuessesAreFreeThanThat(int limit) {
    ThrottlingPolicy policy = withLimit(limit);
    assertThat(policy.effectiveFreeGuesses()).isEqualTo(limit);
    int[] waits = new int[limit];
    waits[limit - 1] = ThrottlingPolicy.SPENT;
    assertThat(policy.waitsSeconds()).containsExactly(waits);
  }

  @Test
  void whereTheLimitIsHigherTheFreeGuessesAreFree() {
    assertThat(STANDARD.effectiveFreeGuesses()).isEqualTo(5);
    assertThat(withLimit(6).effectiveFreeGuesses()).isEqualTo(5);
    assertThat(withLimit(6).waitsSeconds()).containsExactly(0, 0, 0, 0, 60, -1);
  }

  @Test
  void aHundredFailuresOverflowNothing() {
    ThrottlingPolicy longest =
        guesses(1, durations("PT1S"), ThrottlingPolicy.MAX_LONGEST_WAIT, 100);
    assertThat(longest.waitsSeconds()).hasSize(100).endsWith(604_800, 604_800, -1);
  }

  @Test
  void whateverIsSetWaitsNeverGetShorterNorLongerThanTheCap() {
    Random random = new Random(20_251_001);
    for (int i = 0; i < 500; i++) {
      int cap = 1 + random.nextInt(604_800);
      List<Duration> waits = new ArrayList<>();
      for (int n = 1 + random.nextInt(8); n > 0; n--) {
        waits.add(Duration.ofSeconds(1 + random.nextInt(cap)));
      }
      Collections.sort(waits);
      ThrottlingPolicy policy =
          guesses(1 + random.nextInt(10), waits, Duration.ofSeconds(cap), 1 + random.nextInt(100));
      int[] seconds = policy.waitsSeconds();
      assertThat(seconds).hasSize(policy.limit());
      assertThat(seconds[seconds.length - 1]).isEqualTo(ThrottlingPolicy.SPENT);
      for (int n = 1; n < seconds.length; n++) {
        boolean free = n < policy.freeGuesses();
        assertThat(seconds[n - 1]).isBetween(free ? 0 : 1, free ? 0 : cap);
        assertThat(seconds[n - 1]).isGreaterThanOrEqualTo(n == 1 ? 0 : seconds[n - 2]);
      }
    }
  }

  @Test
  void aPolicyIsNotChangedThroughItsListNorItsArray() {
    List<Duration> waits = new ArrayList<>(durations("PT1S"));
    ThrottlingPolicy policy = withWaits(d("PT1M"), waits);
    waits.add(d("PT2S"));
    policy.waitsSeconds()[0] = 7;
    assertThat(policy.waits()).containsExactly(d("PT1S"));
    assertThat(policy.waitsSeconds()).startsWith(0);
  }

  @Test
  void everyBoundItselfIsAllowed() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              guesses(1, durations("PT1S"), d("PT1S"), 1);
              guesses(10, durations("PT1S", "PT1S", "P7D"), d("P7D"), 100);
              times(Duration.ZERO, 0, d("PT2S"), Duration.ZERO);
              times(d("PT1H"), 10, d("PT5M"), d("PT60S"));
            });
  }

  @Test
  void freeGuessesAreOneToTen() {
    assertRefused("freeGuesses must be 1 to 10", () -> withFreeGuesses(0));
    assertRefused("freeGuesses must be 1 to 10", () -> withFreeGuesses(11));
  }

  @Test
  void theLimitIsOneToAHundredAsNistHasIt() {
    assertRefused("limit must be 1 to 100", () -> withLimit(0));
    assertRefused("limit must be 1 to 100", () -> withLimit(101));
  }

  @Test
  void theLifetimeLimitIsAHundredToAHundredThousand() {
    String message = "lifetimeLimit must be 100 to 100000";
    assertRefused(message, () -> withLifetimeLimit(99));
    assertRefused(message, () -> withLifetimeLimit(100_001));
    assertThat(withLifetimeLimit(100).lifetimeLimit()).isEqualTo(100);
    assertThat(withLifetimeLimit(100_000).lifetimeLimit()).isEqualTo(100_000);
  }

  @ParameterizedTest(name = "after {0} wrong guesses in a row and {1} in all: {2}")
  @CsvSource({
    "0, 0, false",
    "49, 999, false",
    "50, 50, true",
    "51, 51, true",
    "0, 1000, true",
    "1, 1001, true"
  })
  void aPinIsSpentAtEitherLimit(int failures, int totalFailures, boolean spent) {
    assertThat(STANDARD.isSpent(failures, totalFailures)).isEqualTo(spent);
  }

  @Test
  void theCapIsASecondToAWeek() {
    String message = "longestWait must be PT1S to PT168H";
    assertRefused(message, () -> withWaits(d("PT0.999S"), durations("PT1S")));
    assertRefused(message, () -> withWaits(d("P7DT0.001S"), durations("PT1S")));
  }

  @Test
  void waitsAreASecondToTheCap() {
    String message = "each wait must be PT1S to PT1M";
    assertRefused(message, () -> withWaits(d("PT1M"), durations("PT0.999S", "PT2S")));
    assertRefused(message, () -> withWaits(d("PT1M"), durations("PT1S", "PT0S")));
    assertRefused(message, () -> withWaits(d("PT1M"), durations("PT-1S")));
    assertRefused(message, () -> withWaits(d("PT1M"), durations("PT1S", "PT60.001S")));
  }

  @Test
  void thereIsAtLeastOneWait() {
    assertRefused("there must be at least one wait", () -> withWaits(d("PT1M"), List.of()));
  }

  @Test
  void waitsDoNotGetShorter() {
    assertRefused(
        "no wait may be shorter than the one before it",
        () -> withWaits(d("PT1M"), durations("PT1S", "PT3S", "PT2S")));
  }

  @Test
  void aRepeatIsRecognisedForAnHourAtMost() {
    String message = "repeatWindow must be PT0S to PT1H";
    assertRefused(message, () -> times(d("PT-0.001S"), 1, d("PT2S"), d("PT1S")));
    assertRefused(message, () -> times(d("PT1H0.001S"), 1, d("PT2S"), d("PT1S")));
  }

  @Test
  void tenRepeatsAtMostGoUncounted() {
    String message = "maxRepeats must be 0 to 10";
    assertRefused(message, () -> times(d("PT1M"), -1, d("PT2S"), d("PT1S")));
    assertRefused(message, () -> times(d("PT1M"), 11, d("PT2S"), d("PT1S")));
  }

  @Test
  void aLeaseIsTwoSecondsToFiveMinutes() {
    String message = "lease must be PT2S to PT5M";
    assertRefused(message, () -> times(d("PT1M"), 1, d("PT1.999S"), d("PT1S")));
    assertRefused(message, () -> times(d("PT1M"), 1, d("PT5M0.001S"), d("PT1S")));
  }

  @Test
  void patienceIsAMinuteAtMost() {
    String message = "patience must be PT0S to PT1M";
    assertRefused(message, () -> times(d("PT1M"), 1, d("PT2S"), d("PT-0.001S")));
    assertRefused(message, () -> times(d("PT1M"), 1, d("PT2S"), d("PT60.001S")));
  }
}
