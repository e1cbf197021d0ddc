package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static io.qrpin.it.GraphErrors.assertSilentAbout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An administrator chooses PINs that the policy refuses. */
class BadPinIT extends BadInput {

  BadPinIT(Shop shop) {
    super(shop);
  }

  static Stream<Arguments> codesThatAreNotDigitsOrTooShort() {
    return Stream.of(
        arguments("one digit", "7"),
        arguments("7 digits", "0959978"),
        arguments("7 digits, and weak", "1111111"),
        arguments("letters", "abcdefgh"),
        arguments("a letter among digits", "0959978O"),
        arguments("more than 20 letters", "abcdefghijklmnopqrstuvwxyz"),
        arguments("Arabic-Indic digits", "\u0660\u0669\u0665\u0669\u0669\u0667\u0668\u0666"),
        arguments("one Arabic-Indic digit", "0959978\u0666"),
        arguments("full-width digits", "\uff10\uff19\uff15\uff19\uff19\uff17\uff18\uff16"),
        arguments("mathematical digits", "\ud835\udfd8".repeat(8)),
        arguments("blanks", "        "),
        arguments("a leading blank", " 09599786"),
        arguments("a trailing blank", "09599786 "),
        arguments("a line break behind", "09599786\n"),
        arguments("a blank inside", "0959 9786"),
        arguments("a no-break space inside", "0959\u00a09786"),
        arguments("a zero-width space inside", "0959\u200b9786"),
        arguments("a NUL behind", "09599786\0"),
        arguments("a plus", "+09599786"),
        arguments("a minus", "-09599786"),
        arguments("a decimal point", "0959978.6"),
        arguments("an exponent", "95997861e0"),
        arguments("SQL", "' or 1=1; --"),
        arguments("60,000 letters", "x".repeat(60_000)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("codesThatAreNotDigitsOrTooShort")
  void aCodeThatIsNotDigitsOnlyOrTooShortIsPinTooShort(String kind, String digits) {
    eachRefusal(worker -> patch(worker, bytes(code(digits))))
        .forEach(
            answer -> {
              assertThat(assertError(answer, 400, "pinTooShort").getString("target"))
                  .isEqualTo("code");
              if (digits.length() > 1) {
                assertSilentAbout(digits, answer);
              }
            });
  }

  @Test
  void halfACharacterIsNoText() {
    eachRefusal(worker -> patch(worker, bytes("{\"code\":\"0959978\\ud835\"}")))
        .forEach(
            answer ->
                assertThat(assertError(answer, 400, "badRequest").getString("target"))
                    .isEqualTo("code"));
  }

  static Stream<Arguments> codesThatAreTooLong() {
    return Stream.of(
        arguments("21 digits", "095997863538768756745"),
        arguments("21 digits, and weak", "1".repeat(21)),
        arguments("60,000 digits", "0959978635387687".repeat(3_750)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("codesThatAreTooLong")
  void aCodeOfMoreThanTwentyDigitsIsPinTooLong(String kind, String digits) {
    eachRefusal(worker -> patch(worker, bytes(code(digits))))
        .forEach(
            answer -> {
              assertThat(assertError(answer, 400, "pinTooLong").getString("target"))
                  .isEqualTo("code");
              assertSilentAbout(digits.substring(0, 21), answer);
            });
  }

  static Stream<Arguments> weakCodes() {
    return Stream.of(
        weak("a sequence up, over nine", "67890142", "sequence"),
        weak("a sequence down, over zero", "40987652", "sequence"),
        weak("two digits repeated", "38381946", "repeatedBlock"),
        weak("three digits repeated", "52752716", "repeatedBlock"),
        weak("two distinct digits", "33388833", "fewDigits"),
        weak("a period of four", "4827482748", "period"),
        weak("equal halves", "5820658206", "halves"),
        weak("a palindrome", "48277284", "palindrome"),
        weak("every digit doubled", "33886644", "pairs"),
        weak("pairs that rise", "11223344", "pairs"),
        weak("day, month, year", "17051993", "date"),
        weak("month, day, year", "05241971", "date"),
        weak("year, month, day", "19930517", "date"),
        weak("a leap day", "29022004", "date"),
        weak("a date inside", "8170519934", "date"),
        weak("two years", "19821983", "date"),
        weak("a walk on the keypad", "14563258", "keypad"),
        weak("three lines of the keypad", "147258369", "keypad"),
        weak("lines of the keypad, the last one cut", "15935725", "keypad"),
        weak("six digits of the birth date, day first", "05068741", "personalData"),
        weak("six digits of the birth date, month first", "94060587", "personalData"),
        weak("six digits of the birth date, year first", "28706053", "personalData"),
        weak("digits of the phone number", "30555082", "personalData"),
        weak("digits of the employee number", "77140238", "personalData"),
        weak("digits of the user name", "48061729", "personalData"),
        weak("the birth date", "05061987", "date", "personalData"),
        weak("a long sequence", "12345678", "sequence", "keypad"),
        weak("the middle column twice", "25802580", "period", "halves", "keypad"),
        weak("a period of four, twice", "48274827", "period", "halves"),
        weak(
            "two digits four times",
            "12121212",
            "repeatedBlock",
            "fewDigits",
            "period",
            "halves",
            "keypad"),
        weak(
            "one digit",
            "77777777",
            "repeatedBlock",
            "fewDigits",
            "period",
            "halves",
            "palindrome",
            "pairs"));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("weakCodes")
  void theRefusalOfAWeakCodeNamesEveryRuleThatItBreaks(
      String kind, String digits, Set<String> rules) {
    for (Worker worker : List.of(knownTo(shop.hire()), knownTo(hireWithPin()))) {
      Api.Answer answer = refused(worker, () -> patch(worker, bytes(code(digits))));

      JsonObject error = assertError(answer, 400, "pinTooWeak");
      List<JsonObject> details = error.getJsonArray("details").getValuesAs(JsonObject.class);
      assertThat(details)
          .extracting(detail -> detail.getString("code"))
          .containsExactlyInAnyOrderElementsOf(rules);
      assertThat(details)
          .allSatisfy(
              detail -> {
                assertThat(detail.keySet()).containsExactlyInAnyOrder("code", "message", "target");
                assertThat(detail.getString("message")).isNotBlank();
                assertThat(detail.getString("target")).isEqualTo("code");
              });
      assertSilentAbout(digits, answer);
    }
  }

  /** Gives the worker numbers in the directory, which a PIN must not contain. */
  private Worker knownTo(Worker worker) {
    String letters =
        worker
            .id()
            .chars()
            .map(c -> Character.isDigit(c) ? c - '0' + 'g' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    Worker known = new Worker(worker.id(), "480617" + letters + "@contoso.example");
    shop.database.update(
        "update directory_user set user_principal_name = ?, employee_number = '771402'"
            + " where id = ?",
        known.name(),
        known.id());
    return known;
  }

  private static Arguments weak(String kind, String digits, String... rules) {
    return arguments(kind, digits, Set.of(rules));
  }
}
