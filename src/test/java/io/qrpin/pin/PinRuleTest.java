package io.qrpin.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One table for each rule, with PINs that it refuses and PINs just outside of it. */
class PinRuleTest {

  private enum Verdict {
    REFUSED,
    PASSED
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          five up at the beginning           | 34567180 | REFUSED
          five up at the end                 | 80345678 | REFUSED
          five up in the middle              | 71345679 | REFUSED
          five down at the end               | 80187654 | REFUSED
          five down at the beginning         | 76543180 | REFUSED
          five up over nine and zero         | 47890135 | REFUSED
          five down over zero and nine       | 42109853 | REFUSED
          all up                             | 12345678 | REFUSED
          all down                           | 98765432 | REFUSED
          five up deep in twenty             | 80808080808080456789 | REFUSED
          four up only                       | 15678290 | PASSED
          four up at both ends               | 12347890 | PASSED
          four down only                     | 18765290 | PASSED
          four up and four down              | 12348765 | PASSED
          four up and one repeated           | 12344567 | PASSED
          up by two                          | 13579135 | PASSED
          five equal digits                  | 88888271 | PASSED
          three up and back in zigzag        | 12321232 | PASSED
          """)
  void aSequenceOfFiveNeighboursIsRefused(String what, String digits, Verdict expected) {
    assertThat(verdict("sequence", digits)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two digits repeated at the beginning | 37371809 | REFUSED
          two digits repeated at the end       | 18093737 | REFUSED
          two digits repeated in the middle    | 18373709 | REFUSED
          three digits repeated at the start   | 37137180 | REFUSED
          three digits repeated at the end     | 80371371 | REFUSED
          one digit four times                 | 18333309 | REFUSED
          two digits repeated in twenty        | 18093675240918576464 | REFUSED
          one digit three times                | 18333097 | PASSED
          two digits, one between, again       | 37137809 | PASSED
          two digits twice with two between    | 37803719 | PASSED
          two digits, then the first alone     | 37318095 | PASSED
          three digits, then two of them       | 37137092 | PASSED
          four digits repeated                 | 18091809 | PASSED
          matches that are not side by side    | 12134353 | PASSED
          first accepted example               | 35387687 | PASSED
          second accepted example              | 09599786 | PASSED
          third accepted example               | 56745755 | PASSED
          """)
  void anAdjacentRepeatOfTwoOrThreeDigitsIsRefused(String what, String digits, Verdict expected) {
    assertThat(verdict("repeatedBlock", digits)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          one digit                   | 00000000 | REFUSED
          two digits                  | 70077707 | REFUSED
          two digits, one of them once| 99999990 | REFUSED
          two digits in twenty        | 01101001100101101001 | REFUSED
          three digits                | 70077708 | PASSED
          three digits in twenty      | 01101001100101101002 | PASSED
          """)
  void oneOrTwoDistinctDigitsAreRefused(String what, String digits, Verdict expected) {
    assertThat(verdict("fewDigits", digits)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          period one                          | 77777777 | REFUSED
          period two                          | 18181818 | REFUSED
          period two, cut                     | 181818181 | REFUSED
          period three, cut                   | 18318318 | REFUSED
          period three, whole                 | 183183183 | REFUSED
          period four                         | 18371837 | REFUSED
          period four, cut                    | 1837183718 | REFUSED
          period four in twenty               | 18371837183718371837 | REFUSED
          period four, the last digit off     | 18371838 | PASSED
          period four, the first digit off    | 28371837 | PASSED
          period four in twenty, the last off | 18371837183718371838 | PASSED
          period five                         | 1837218372 | PASSED
          period three, but not to the end    | 183183184 | PASSED
          """)
  void aPeriodOfUpToFourIsRefused(String what, String digits, Verdict expected) {
    assertThat(verdict("period", digits)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          four and four                    | 18371837 | REFUSED
          five and five                    | 1837218372 | REFUSED
          ten and ten                      | 18372946501837294650 | REFUSED
          first digits of the halves differ| 18372837 | PASSED
          last digits of the halves differ | 18371838 | PASSED
          odd length, the last left over   | 183718370 | PASSED
          odd length, the middle left over | 183701837 | PASSED
          odd length, one digit only       | 777777777 | PASSED
          """)
  void equalHalvesAreRefused(String what, String digits, Verdict expected) {
    assertThat(verdict("halves", digits)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          even length              | 18377381 | REFUSED
          odd length               | 183757381 | REFUSED
          twenty                   | 18372946500564927381 | REFUSED
          outer pair differs       | 18377382 | PASSED
          inner pair differs       | 18367381 | PASSED
          inner pair, odd length   | 183657381 | PASSED
          halves, not mirrored     | 18371837 | PASSED
          """)
  void aPalindromeIsRefused(String what, String digits, Verdict expected) {
    assertThat(verdict("palindrome", digits)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          up                            | 11223344 | REFUSED
          any order                     | 77004499 | REFUSED
          twenty                        | 77004499118833662255 | REFUSED
          the last not doubled          | 77004498 | PASSED
          the first not doubled         | 17004499 | PASSED
          one not doubled in the middle | 77014499 | PASSED
          pairs shifted by one          | 17700449 | PASSED
          odd length, the last alone    | 770044991 | PASSED
          odd length, one digit only    | 777777777 | PASSED
          """)
  void everyDigitDoubledIsRefused(String what, String digits, Verdict expected) {
    assertThat(verdict("pairs", digits)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          day first                         | 25121984 | REFUSED
          month first                       | 12251984 | REFUSED
          year first                        | 19841225 | REFUSED
          first day, day first              | 01011900 | REFUSED
          last day, day first               | 31122039 | REFUSED
          first day, year first             | 19000101 | REFUSED
          last day, year first              | 20391231 | REFUSED
          year before the first             | 25121899 | PASSED
          year before the first, year first | 18991225 | PASSED
          year after the last               | 25122040 | PASSED
          year after the last, year first   | 20401225 | PASSED
          year first, day before month      | 19842512 | PASSED
          leap day                          | 29022000 | REFUSED
          leap day, month first             | 02292024 | REFUSED
          leap day, year first              | 19960229 | REFUSED
          no leap day in a common year      | 29022023 | PASSED
          no leap day in the year 1900      | 29021900 | PASSED
          last of April                     | 30041977 | REFUSED
          no 31st of April                  | 31041977 | PASSED
          no 32nd of May                    | 32051977 | PASSED
          no day zero                       | 00051977 | PASSED
          no month zero                     | 25001977 | PASSED
          no month thirteen, no day thirty-two | 32131977 | PASSED
          month thirteen, year first        | 19771325 | PASSED
          month zero, year first            | 19770025 | PASSED
          day zero, year first              | 19770500 | PASSED
          inside, one digit before          | 725121984 | REFUSED
          inside, at the end of twenty      | 70707070707019841225 | REFUSED
          inside, in the middle of twelve   | 772512198477 | REFUSED
          torn apart                        | 2512719847 | PASSED
          two years                         | 19821983 | REFUSED
          two years, the first and the last | 19002039 | REFUSED
          two years, one before the first   | 18991950 | PASSED
          two years, one after the last     | 19502040 | PASSED
          two years, the last before the first | 19501899 | PASSED
          two years, but more digits        | 719821983 | PASSED
          two years, the more digits behind | 198219837 | PASSED
          """)
  void aCalendarDateIsRefused(String what, String digits, Verdict expected) {
    assertThat(verdict("date", digits)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a snake through the rows             | 12365478 | REFUSED
          around the edge                      | 14789632 | REFUSED
          down the middle and back             | 25808520 | REFUSED
          to and fro                           | 45454545 | REFUSED
          zero and back                        | 80808080 | REFUSED
          twenty steps                         | 12365478963214785698 | REFUSED
          one step across the corner           | 14789635 | PASSED
          one step over two keys               | 14789631 | PASSED
          one step around the edge of the row  | 12365434 | PASSED
          one step on the spot                 | 14789663 | PASSED
          first step is off                    | 92365478 | PASSED
          zero does not touch seven            | 14707417 | PASSED
          zero does not touch nine             | 36909636 | PASSED
          columns, the last cut                | 14725836 | REFUSED
          columns, whole                       | 147258369 | REFUSED
          rows from below                      | 78945612 | REFUSED
          rows backwards                       | 98765432 | REFUSED
          lines backwards                      | 32165498 | REFUSED
          the middle column twice              | 25802580 | REFUSED
          the middle column up and down        | 08522580 | REFUSED
          three and four and one cut           | 15925803 | REFUSED
          the middle column, its last cut      | 15935708 | REFUSED
          the middle column short, then zero   | 25808523 | REFUSED
          diagonals                            | 15935775 | REFUSED
          diagonals backwards                  | 95175315 | REFUSED
          a line four times                    | 456456456456 | REFUSED
          twenty in lines                      | 12345678914725836915 | REFUSED
          a cut line that is not the last      | 12456789 | PASSED
          a line and then no line              | 12378920 | PASSED
          two lines and a torn one             | 14725839 | PASSED
          a line that does not exist           | 16815924 | PASSED
          diagonal and then loose              | 75315948 | PASSED
          twenty in lines but for the last     | 12345678914725836918 | PASSED
          """)
  void aKeypadPatternIsRefused(String what, String digits, Verdict expected) {
    assertThat(verdict("keypad", digits)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "born: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          day month year                 | 04091873 | REFUSED
          month day year                 | 09041873 | REFUSED
          year month day                 | 18730904 | REFUSED
          short, day month year          | 52040973 | REFUSED
          short, day month year, first   | 04097352 | REFUSED
          short, month day year          | 52090473 | REFUSED
          short, year month day          | 57309042 | REFUSED
          inside twelve                  | 550904187366 | REFUSED
          another day                    | 05091873 | PASSED
          another year                   | 04091874 | PASSED
          short, one digit missing       | 52104097 | PASSED
          year and day and month         | 73040955 | PASSED
          """)
  void theBirthDateIsRefused(String what, String digits, Verdict expected) {
    PersonalData born =
        new PersonalData(
            Optional.of(LocalDate.of(1873, 9, 4)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(verdict("personalData", digits, born)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "known: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          first six of the phone number    | 49170855 | REFUSED
          last six of the phone number     | 85550912 | REFUSED
          middle six of the phone number   | 88708555 | REFUSED
          eight of the phone number        | 17085550 | REFUSED
          five of the phone number         | 49170377 | PASSED
          last five of the phone number    | 37750912 | PASSED
          first six of the employee number | 60318277 | REFUSED
          last six of the employee number  | 77031829 | REFUSED
          five of the employee number      | 60318777 | PASSED
          six of the user name             | 27182811 | REFUSED
          five of the user name            | 27182511 | PASSED
          end of one and start of the next | 09126031 | PASSED
          """)
  void sixRunningDigitsOfWhatOthersKnowAreRefused(String what, String digits, Verdict expected) {
    PersonalData known =
        new PersonalData(
            Optional.empty(),
            Optional.of("+49 (170) 855-509.12"),
            Optional.of("E/6031829"),
            Optional.of("anna27.1828@example.com"));
    assertThat(verdict("personalData", digits, known)).isEqualTo(expected);
  }

  @Test
  void onlyAsciiDigitsOfPersonalDataCount() {
    PersonalData arabicIndic =
        new PersonalData(
            Optional.empty(), Optional.of("\u0661\u0662:/123"), Optional.of(""), Optional.of("x"));
    assertThat(verdict("personalData", "12123579", arabicIndic)).isEqualTo(Verdict.PASSED);
  }

  @Test
  void whatIsUnknownRefusesNothing() {
    assertThat(verdict("personalData", "12345678", PersonalData.NONE)).isEqualTo(Verdict.PASSED);
  }

  @Test
  void theRulesReadAsInTheContract() {
    assertThat(PinRule.standard())
        .extracting(PinRule::code)
        .containsExactly(
            "sequence",
            "repeatedBlock",
            "fewDigits",
            "period",
            "halves",
            "palindrome",
            "pairs",
            "date",
            "keypad",
            "personalData");
  }

  @Test
  void aRejectionNamesTheRuleAndItsNumbers() {
    assertThat(PinRule.standard())
        .extracting(rule -> rule.rejection().rule() + rule.rejection().numbers())
        .containsExactly(
            "sequence{minRunDigits=5}",
            "repeatedBlock{maxBlockDigits=3, minBlockDigits=2}",
            "fewDigits{minDistinctDigits=3}",
            "period{maxPeriodDigits=4}",
            "halves{}",
            "palindrome{}",
            "pairs{}",
            "date{firstYear=1900, lastYear=2039}",
            "keypad{}",
            "personalData{minRunDigits=6}");
    assertThat(PinRule.standard())
        .allSatisfy(
            rule -> {
              assertThat(rule.rejection().message()).matches("[A-Z][^.]*\\.");
              rule.rejection()
                  .numbers()
                  .values()
                  .forEach(n -> assertThat(rule.rejection().message()).contains("" + n));
            });
  }

  @Test
  void aRejectionIsTheSameWhateverThePinWas() {
    PinRule sequence = rule("sequence");
    assertThat(Stream.of("12345679", "90987654").map(p -> review(sequence, p)).distinct())
        .containsExactly(Optional.of(sequence.rejection()));
    assertThat(review(sequence, "35387687")).isEmpty();
  }

  @Test
  void digitsUnderReviewAreSilent() {
    List<String> said =
        with("35387687", digits -> List.of(digits.toString(), "" + digits.length()));
    assertThat(said).containsExactly("PinDigits[hidden]", "8");
  }

  private static Verdict verdict(String code, String digits) {
    return verdict(code, digits, PersonalData.NONE);
  }

  private static Verdict verdict(String code, String digits, PersonalData personal) {
    boolean refused = with(digits, view -> rule(code).refuses(view, personal));
    return refused ? Verdict.REFUSED : Verdict.PASSED;
  }

  private static Optional<PinRejection> review(PinRule rule, String digits) {
    return with(digits, view -> rule.refuses(view, PersonalData.NONE))
        ? Optional.of(rule.rejection())
        : Optional.empty();
  }

  private static <R> R with(String digits, Function<PinDigits, R> use) {
    return Pin.of(digits).orElseThrow().expose(ascii -> use.apply(new PinDigits(ascii)));
  }

  private static PinRule rule(String code) {
    return PinRule.standard().stream()
        .filter(rule -> rule.code().equals(code))
        .findFirst()
        .orElseThrow();
  }
}
