package io.qrpin.rest.errors;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.pin.PersonalData;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinPolicy;
import io.qrpin.pin.PinRefusal;
import io.qrpin.pin.PinRejection;
import io.qrpin.pin.PinReview;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinErrorsTest {

  private static final PinErrors ERRORS = new PinErrors("newPin");
  private static final PersonalData KNOWN =
      new PersonalData(
          Optional.of(LocalDate.of(1984, 12, 25)),
          Optional.of("+49 151 23456789"),
          Optional.of("771234"),
          Optional.empty());

  private static GraphError refused(PinRefusal refusal) {
    return ERRORS.refused(refusal).error();
  }

  /** The error for these characters, in the order of the contract. */
  private static GraphError errorFor(String code) {
    return Pin.of(code)
        .map(pin -> refused((PinRefusal) PinPolicy.standard().review(pin, KNOWN)))
        .orElseGet(() -> ERRORS.notDigits().error());
  }

  private static List<String> broken(GraphError error) {
    return error.details().stream().map(GraphError.Detail::code).toList();
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "a",
        " ",
        "3538768x",
        "35387687 ",
        "-5387687",
        "\u0663\u0665\u0663\u0668\u0667\u0666\u0668\u0667",
        "1111111111111111111111111x"
      })
  void whatIsNotDigitsIsTooShortBeforeAnythingElse(String code) {
    GraphError error = errorFor(code);
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("pinTooShort");
    assertThat(error.target()).contains("newPin");
    assertThat(error.details()).isEmpty();
  }

  @Test
  void theLengthComesBeforeTheRules() {
    assertThat(errorFor("1111111"))
        .isEqualTo(
            GraphError.of(400, "pinTooShort", "The PIN has 7 digits; the least is 8.")
                .at("newPin"));
    assertThat(errorFor("1".repeat(21)))
        .isEqualTo(
            GraphError.of(400, "pinTooLong", "The PIN has 21 digits; the most is 20.")
                .at("newPin"));
  }

  @Test
  void theErrorOfAWeakPinNamesEveryBrokenRuleInOrder() {
    GraphError error = errorFor("11111111");
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("pinTooWeak");
    assertThat(error.target()).contains("newPin");
    assertThat(broken(error))
        .containsExactly("repeatedBlock", "fewDigits", "period", "halves", "palindrome", "pairs");
    assertThat(error.details()).extracting(GraphError.Detail::target).containsOnly("newPin");
    assertThat(error.details()).extracting(GraphError.Detail::message).doesNotHaveDuplicates();
  }

  @Test
  void aRejectionKeepsItsRuleAndSentence() {
    PinRejection rejection = new PinRejection("aRule", Map.of("numbers", 5), "A sentence.");
    assertThat(refused(new PinRefusal.TooWeak(List.of(rejection))).details())
        .containsExactly(new GraphError.Detail("aRule", "A sentence.", "newPin"));
  }

  @Test
  void aChosenPinWhereTheyAreGeneratedIsABadRequest() {
    Refusal refusal = ERRORS.choiceForbidden();
    assertThat(refusal.error().status()).isEqualTo(400);
    assertThat(refusal.error().code()).isEqualTo("badRequest");
    assertThat(refusal.error().target()).contains("newPin");
  }

  @Test
  void anAcceptedPinIsNoRefusal() {
    assertThat(PinPolicy.standard().review(Pin.of("35387687").orElseThrow(), KNOWN))
        .isEqualTo(new PinReview.Accepted())
        .isNotInstanceOf(PinRefusal.class);
  }

  @Test
  void theMemberThatHoldsThePinIsTheTarget() {
    assertThat(new PinErrors("code").notDigits().error().target()).contains("code");
  }

  @Test
  void pinsThatBreakTheSameRulesGetTheSameError() {
    for (char digit = '2'; digit <= '9'; digit++) {
      assertThat(errorFor(String.valueOf(digit).repeat(8))).isEqualTo(errorFor("11111111"));
      assertThat(errorFor(String.valueOf(digit).repeat(7))).isEqualTo(errorFor("1111111"));
      assertThat(errorFor(String.valueOf(digit).repeat(21))).isEqualTo(errorFor("1".repeat(21)));
    }
    assertThat(errorFor("25121984")).isEqualTo(errorFor("12251984"));
    assertThat(errorFor("35771234")).isEqualTo(errorFor("82771234"));
  }

  @Test
  void theSentenceOfARuleIsTheSameForEveryPinSoThatItHoldsNoDigitOfOne() {
    Random random = new Random(20251003);
    Map<String, Set<String>> sentences = new TreeMap<>();
    for (int i = 0; i < 5_000; i++) {
      GraphError error = errorFor(weak(random));
      assertThat(error.code()).as("case %d", i).isEqualTo("pinTooWeak");
      sentences.computeIfAbsent(error.code(), code -> new TreeSet<>()).add(error.message());
      for (GraphError.Detail detail : error.details()) {
        sentences.computeIfAbsent(detail.code(), code -> new TreeSet<>()).add(detail.message());
      }
    }
    assertThat(sentences)
        .containsOnlyKeys(
            "pinTooWeak",
            "date",
            "fewDigits",
            "halves",
            "keypad",
            "pairs",
            "palindrome",
            "period",
            "personalData",
            "repeatedBlock",
            "sequence");
    assertThat(sentences.values()).allSatisfy(texts -> assertThat(texts).hasSize(1));
  }

  private static String weak(Random random) {
    StringBuilder block = new StringBuilder();
    for (int left = 2 + random.nextInt(3); left > 0; left--) {
      block.append((char) ('0' + random.nextInt(10)));
    }
    String pairs = block.chars().mapToObj(c -> Character.toString(c).repeat(2)).collect(joining());
    return switch (random.nextInt(6)) {
      case 0 -> block.toString().repeat(20 / block.length());
      case 1 -> block + "7117" + block.reverse();
      case 2 -> pairs + "5566";
      case 3 -> "23456" + pairs;
      case 4 -> pairs + "12251984";
      default -> "25801478963".substring(random.nextInt(3)) + "771234";
    };
  }
}
