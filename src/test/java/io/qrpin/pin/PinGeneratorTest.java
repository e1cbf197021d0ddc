package io.qrpin.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinGeneratorTest {

  private static final PinPolicy STANDARD = PinPolicy.standard();

  @ParameterizedTest(name = "{0} digits")
  @ValueSource(ints = {8, 10, 20})
  void aGeneratedPinHasThePolicysLengthAndPassesThePolicy(int lengthDigits) {
    PinPolicy policy = STANDARD.withMinLengthDigits(lengthDigits);
    PinGenerator generator = new PinGenerator(new SeededRandom(lengthDigits));
    for (int i = 0; i < 2_000; i++) {
      Pin pin = generator.generate(policy, PersonalData.NONE);
      assertThat(pin.lengthDigits()).isEqualTo(lengthDigits);
      assertThat(policy.review(pin, PersonalData.NONE)).isEqualTo(new PinReview.Accepted());
    }
  }

  @Test
  void aRefusedDrawIsThrownAwayWhole() {
    Digits digits = new Digits("11111111" + "34567180" + "35387687" + "09599786");
    PinGenerator generator = new PinGenerator(digits);
    assertThat(text(generator.generate(STANDARD, PersonalData.NONE))).isEqualTo("35387687");
    assertThat(text(generator.generate(STANDARD, PersonalData.NONE))).isEqualTo("09599786");
  }

  @Test
  void whatOthersKnowIsDrawnAgain() {
    PersonalData known =
        new PersonalData(
            Optional.empty(), Optional.of("353876"), Optional.empty(), Optional.empty());
    PinGenerator generator = new PinGenerator(new Digits("35387687" + "09599786"));
    assertThat(text(generator.generate(STANDARD, known))).isEqualTo("09599786");
  }

  @Test
  void thePolicysLengthIsDrawn() {
    PinGenerator generator = new PinGenerator(new Digits("3538768709"));
    PinPolicy ten = STANDARD.withMinLengthDigits(10);
    assertThat(text(generator.generate(ten, PersonalData.NONE))).isEqualTo("3538768709");
  }

  @Test
  void theThousandthDrawStillCounts() {
    Digits digits = new Digits("11111111".repeat(999) + "35387687");
    assertThat(text(new PinGenerator(digits).generate(STANDARD, PersonalData.NONE)))
        .isEqualTo("35387687");
  }

  @Test
  void aThousandRefusalsInARowEndTheDrawing() {
    Digits digits = new Digits("11111111".repeat(1_000) + "35387687");
    PinGenerator generator = new PinGenerator(digits);
    assertThatIllegalStateException()
        .isThrownBy(() -> generator.generate(STANDARD, PersonalData.NONE))
        .withMessage("the PIN policy refused 1000 random PINs in a row");
  }

  @Test
  void everyDigitIsDrawnWithTheSameChance() {
    PinGenerator generator = new PinGenerator(new SeededRandom(7));
    int[] counts = new int[10];
    for (int i = 0; i < 20_000; i++) {
      generator
          .generate(STANDARD, PersonalData.NONE)
          .<Void>expose(
              ascii -> {
                for (byte digit : ascii) {
                  counts[digit - '0']++;
                }
                return null;
              });
    }
    // 160,000 digits, 16,000 of each expected; 480 are four standard deviations.
    assertThat(Arrays.stream(counts)).allSatisfy(n -> assertThat(n).isBetween(15_520, 16_480));
  }

  @Test
  void thereIsNoGeneratorWithoutARandomSource() {
    assertThatNullPointerException().isThrownBy(() -> new PinGenerator(null));
  }

  private static String text(Pin pin) {
    return pin.expose(String::new);
  }

  /** A random source that says these digits, one after the other. */
  private static final class Digits extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final String digits;
    private int next;

    Digits(String digits) {
      this.digits = digits;
    }

    @Override
    public int nextInt(int bound) {
      assertThat(bound).isEqualTo(10);
      return digits.charAt(next++) - '0';
    }
  }
}
