package io.qrpin.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinPolicyTest {

  private static final PinPolicy STANDARD = PinPolicy.standard();
  private static final String TWENTY_GOOD_DIGITS = "35387687095997865674";

  @ParameterizedTest(name = "example {index}")
  @ValueSource(strings = {"35387687", "09599786", "56745755"})
  void thePinsThatTheContractAcceptsAreAccepted(String digits) {
    assertThat(review(STANDARD, digits)).isEqualTo(new PinReview.Accepted());
  }

  @Test
  void sevenDigitsAreTooShort() {
    assertThat(review(STANDARD, "3538768")).isEqualTo(new PinRefusal.TooShort(7, 8));
  }

  @Test
  void eightDigitsAreEnough() {
    assertThat(review(STANDARD, "35387687")).isEqualTo(new PinReview.Accepted());
  }

  @Test
  void twentyDigitsAreAllowed() {
    assertThat(review(STANDARD, TWENTY_GOOD_DIGITS)).isEqualTo(new PinReview.Accepted());
  }

  @Test
  void twentyOneDigitsAreTooLong() {
    assertThat(review(STANDARD, TWENTY_GOOD_DIGITS + "5"))
        .isEqualTo(new PinRefusal.TooLong(21, 20));
  }

  @Test
  void theLengthIsJudgedBeforeTheRules() {
    assertThat(review(STANDARD, "1111111")).isEqualTo(new PinRefusal.TooShort(7, 8));
    assertThat(review(STANDARD, "1".repeat(21))).isEqualTo(new PinRefusal.TooLong(21, 20));
  }

  @Test
  void aMinimumLengthOfTenAsksForTen() {
    PinPolicy ten = STANDARD.withMinLengthDigits(10);
    assertThat(ten.minLengthDigits()).isEqualTo(10);
    assertThat(review(ten, "353876870")).isEqualTo(new PinRefusal.TooShort(9, 10));
    assertThat(review(ten, "3538768709")).isEqualTo(new PinReview.Accepted());
    assertThat(review(ten, "3537373709")).isInstanceOf(PinRefusal.TooWeak.class);
  }

  @Test
  void anotherMinimumLengthLeavesTheStandardAlone() {
    STANDARD.withMinLengthDigits(12);
    assertThat(PinPolicy.standard().minLengthDigits()).isEqualTo(8);
    assertThat(PinPolicy.standard().maxLengthDigits()).isEqualTo(20);
  }

  @Test
  void theMinimumLengthLiesBetweenEightAndTwenty() {
    assertThat(STANDARD.withMinLengthDigits(8).minLengthDigits()).isEqualTo(8);
    assertThat(STANDARD.withMinLengthDigits(20).minLengthDigits()).isEqualTo(20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.withMinLengthDigits(7))
        .withMessage("the minimum length of a PIN is 8 to 20 digits, not 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.withMinLengthDigits(21))
        .withMessageEndingWith("not 21");
  }

  @Test
  @DisplayName(
      "A PIN that is easy to guess is refused, and the refusal names all broken rules at once.")
  void allBrokenRulesAreNamedAtOnce() {
    assertThat(brokenRules("11111111", PersonalData.NONE))
        .containsExactly("repeatedBlock", "fewDigits", "period", "halves", "palindrome", "pairs");
    assertThat(brokenRules("25802580", PersonalData.NONE))
        .containsExactly("period", "halves", "keypad");
    assertThat(
            brokenRules(
                "12345678",
                new PersonalData(
                    Optional.empty(),
                    Optional.of("0 1234 5678"),
                    Optional.empty(),
                    Optional.empty())))
        .containsExactly("sequence", "keypad", "personalData");
    assertThat(
            brokenRules(
                "20022002",
                new PersonalData(
                    Optional.of(LocalDate.of(2002, 2, 20)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())))
        .containsExactly("fewDigits", "period", "halves", "palindrome", "date", "personalData");
  }

  @Test
  void theRulesAreThoseOfTheStandardList() {
    for (String digits : List.of("111111111", "123456789", "181818181", "147258369")) {
      List<String> broken =
          PinRule.standard().stream()
              .filter(rule -> refuses(rule, digits))
              .map(PinRule::code)
              .toList();
      assertThat(broken).isNotEmpty();
      assertThat(brokenRules(STANDARD, digits, PersonalData.NONE)).isEqualTo(broken);
      assertThat(brokenRules(STANDARD.withMinLengthDigits(9), digits, PersonalData.NONE))
          .isEqualTo(broken);
    }
  }

  @Test
  void anErasedPinIsNotReviewed() {
    Pin erased = Pin.of("35387687").orElseThrow();
    erased.erase();
    assertThatIllegalStateException().isThrownBy(() -> STANDARD.review(erased, PersonalData.NONE));
  }

  @Test
  void aReviewLeavesThePinAsItWas() {
    Pin pin = Pin.of("35387687").orElseThrow();
    STANDARD.review(pin, PersonalData.NONE);
    assertThat(pin.<Boolean>expose(ascii -> new PinDigits(ascii).contains("35387687"))).isTrue();
  }

  @Test
  void everyRefusalHasItsOwnCase() {
    assertThat(named(review(STANDARD, "35387687"))).isEqualTo("Accepted");
    assertThat(named(review(STANDARD, "3538768"))).isEqualTo("7 of 8");
    assertThat(named(review(STANDARD, "3".repeat(21)))).isEqualTo("21 over 20");
    assertThat(named(review(STANDARD, "34567180"))).isEqualTo("weak: sequence");
  }

  @Test
  void noOutcomeHoldsThePin() {
    assertThat(review(STANDARD, "34567180").toString()).doesNotContain("34567");
    assertThat(review(STANDARD, "345671").toString()).doesNotContain("34567");
  }

  @Test
  void aWeakPinBreaksAtLeastOneRule() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PinRefusal.TooWeak(List.of()));
  }

  @Test
  void aRejectionDoesNotChangeAfterwards() {
    Map<String, Integer> numbers = new HashMap<>(Map.of("minRunDigits", 5));
    PinRejection rejection = new PinRejection("sequence", numbers, "Too easy.");
    numbers.put("minRunDigits", 6);
    assertThat(rejection.numbers()).isUnmodifiable().isEqualTo(Map.of("minRunDigits", 5));
    assertThatNullPointerException().isThrownBy(() -> new PinRejection(null, Map.of(), ""));
    assertThatNullPointerException().isThrownBy(() -> new PinRejection("", Map.of(), null));
  }

  @Test
  void personalDataIsSilentAndWhole() {
    PersonalData personal =
        new PersonalData(
            Optional.of(LocalDate.of(1984, 12, 25)),
            Optional.of("1"),
            Optional.of("2"),
            Optional.of("3"));
    assertThat(personal).hasToString("PersonalData[hidden]");
    assertThat(PersonalData.NONE).hasToString("PersonalData[hidden]");
    Optional<String> none = Optional.empty();
    assertThatNullPointerException().isThrownBy(() -> new PersonalData(null, none, none, none));
    Optional<LocalDate> unborn = Optional.empty();
    assertThatNullPointerException().isThrownBy(() -> new PersonalData(unborn, null, none, none));
    assertThatNullPointerException().isThrownBy(() -> new PersonalData(unborn, none, null, none));
    assertThatNullPointerException().isThrownBy(() -> new PersonalData(unborn, none, none, null));
  }

  private static PinReview review(PinPolicy policy, String digits) {
    return policy.review(Pin.of(digits).orElseThrow(), PersonalData.NONE);
  }

  private static boolean refuses(PinRule rule, String digits) {
    return Pin.of(digits)
        .orElseThrow()
        .expose(ascii -> rule.refuses(new PinDigits(ascii), PersonalData.NONE));
  }

  private static List<String> brokenRules(String digits, PersonalData personal) {
    return brokenRules(STANDARD, digits, personal);
  }

  private static List<String> brokenRules(PinPolicy policy, String digits, PersonalData personal) {
    return policy.review(Pin.of(digits).orElseThrow(), personal)
            instanceof PinRefusal.TooWeak tooWeak
        ? tooWeak.rejections().stream().map(PinRejection::rule).toList()
        : List.of();
  }

  private static String named(PinReview review) {
    return review instanceof PinRefusal refusal
        ? refusal.match(new Naming())
        : review.getClass().getSimpleName();
  }

  private static final class Naming implements PinRefusal.Cases<String> {
    @Override
    public String tooShort(PinRefusal.TooShort refusal) {
      return refusal.lengthDigits() + " of " + refusal.minLengthDigits();
    }

    @Override
    public String tooLong(PinRefusal.TooLong refusal) {
      return refusal.lengthDigits() + " over " + refusal.maxLengthDigits();
    }

    @Override
    public String tooWeak(PinRefusal.TooWeak refusal) {
      return "weak: " + refusal.rejections().get(0).rule();
    }
  }
}
