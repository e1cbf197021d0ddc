package io.qrpin.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many PINs the rules refuse, of random ones and of those that people choose; seeded. */
@Tag("slow")
class PinRatesTest {

  private static final PinPolicy STANDARD = PinPolicy.standard();

  @Test
  void ofRandomPinsOneInTwentyIsRefusedNearlyAllForARepeatedBlock() {
    Random random = new Random(20_260_101);
    int drawn = 2_000_000;
    int repeated = 0;
    int refusedOtherwise = 0;
    char[] digits = new char[8];
    for (int i = 0; i < drawn; i++) {
      for (int d = 0; d < digits.length; d++) {
        digits[d] = (char) ('0' + random.nextInt(10));
      }
      List<String> broken = brokenRules(CharBuffer.wrap(digits));
      if (broken.contains("repeatedBlock")) {
        repeated++;
      } else if (!broken.isEmpty()) {
        refusedOtherwise++;
      }
    }
    assertThat((double) refusedOtherwise / (drawn - repeated)).isBetween(0.001, 0.003);
    assertThat((double) (repeated + refusedOtherwise) / drawn).isCloseTo(0.05, within(0.005));
    assertThat((double) repeated / (repeated + refusedOtherwise)).isGreaterThan(0.9);
  }

  @ParameterizedTest(name = "{0} digits")
  @ValueSource(ints = {8, 10, 20})
  void everyOneOfAHundredThousandGeneratedPinsIsAccepted(int lengthDigits) {
    PinPolicy policy = STANDARD.withMinLengthDigits(lengthDigits);
    PinGenerator generator = new PinGenerator(new SeededRandom(lengthDigits));
    int accepted = 0;
    for (int i = 0; i < 100_000; i++) {
      Pin pin = generator.generate(policy, PersonalData.NONE);
      boolean good = policy.review(pin, PersonalData.NONE) instanceof PinReview.Accepted;
      accepted += good && pin.lengthDigits() == lengthDigits ? 1 : 0;
    }
    assertThat(accepted).isEqualTo(100_000);
  }

  @Test
  void nineInTenAndMoreOfThePinsThatPeopleChooseAreRefused() throws IOException {
    List<String> chosen = chosenByPeople();
    assertThat(chosen).doesNotHaveDuplicates().hasSizeGreaterThan(200);
    assertThat(chosen).allMatch(pin -> pin.matches("[0-9]{8}"));
    assertThat(share(chosen, broken -> !broken.isEmpty())).isGreaterThanOrEqualTo(0.9);
    assertThat(share(chosen, broken -> broken.contains("date"))).isCloseTo(0.89, within(0.02));
  }

  @Test
  void ofThePinsThatPeopleChooseAndThatAreNoDatesMostAreRefused() throws IOException {
    List<String> noDates =
        chosenByPeople().stream().filter(pin -> !brokenRules(pin).contains("date")).toList();
    assertThat(share(noDates, broken -> !broken.isEmpty())).isGreaterThan(0.6);
  }

  private static double share(List<String> pins, Predicate<List<String>> which) {
    return (double) pins.stream().filter(pin -> which.test(brokenRules(pin))).count() / pins.size();
  }

  private static List<String> brokenRules(CharSequence digits) {
    PinReview review = STANDARD.review(Pin.of(digits).orElseThrow(), PersonalData.NONE);
    if (review instanceof PinRefusal.TooWeak tooWeak) {
      return tooWeak.rejections().stream().map(PinRejection::rule).toList();
    }
    return review instanceof PinRefusal refusal ? List.of(refusal.toString()) : List.of();
  }

  private static List<String> chosenByPeople() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                PinRatesTest.class.getResourceAsStream("chosen-by-people.txt"),
                StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ")))
          .toList();
    }
  }
}
