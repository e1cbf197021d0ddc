package io.qrpin.pin;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * qrpin's rules. Each function makes one rule. The numbers in the list are the limits; they are
 * qrpin's own.
 *
 * <p>Sources: Microsoft Entra, which refuses "weak" PINs, and NIST SP 800-63B-4 §3.1.1.2, which
 * asks for a blocklist of commonly used, expected and compromised values, and of values that the
 * context gives away.
 */
final class StandardRules {

  /** All rules, in the order in which a review names the broken ones. */
  static final List<PinRule> ALL =
      List.of(
          sequence(5),
          repeatedBlock(2, 3),
          fewDigits(3),
          period(4),
          halves(),
          palindrome(),
          pairs(),
          date(1900, 2039),
          keypad(),
          personalData(6));

  private StandardRules() {}

  private record Rule(PinRejection rejection, BiPredicate<PinDigits, PersonalData> refusal)
      implements PinRule {

    @Override
    public String code() {
      return rejection.rule();
    }

    @Override
    public boolean refuses(PinDigits digits, PersonalData personal) {
      return refusal.test(digits, personal);
    }
  }

  private static PinRule rule(
      String code, Map<String, Integer> numbers, String message, Predicate<PinDigits> refusal) {
    return new Rule(
        new PinRejection(code, numbers, message), (digits, personal) -> refusal.test(digits));
  }

  /**
   * A run of neighbours, up or down, where 0 follows 9 and 9 follows 0 (45678, 21098). Source:
   * NIST, commonly used values.
   */
  private static PinRule sequence(int minRunDigits) {
    int up = 1;
    int down = 9; // modulo 10
    return rule(
        "sequence",
        Map.of("minRunDigits", minRunDigits),
        "At least %d digits in a row count up or down.".formatted(minRunDigits),
        digits -> hasRun(digits, minRunDigits, up) || hasRun(digits, minRunDigits, down));
  }

  private static boolean hasRun(PinDigits digits, int minRunDigits, int step) {
    int runDigits = 1;
    for (int i = 1; i < digits.length(); i++) {
      boolean goesOn = digits.at(i) == (digits.at(i - 1) + step) % 10;
      runDigits = goesOn ? runDigits + 1 : 1;
      if (runDigits >= minRunDigits) {
        return true;
      }
    }
    return false;
  }

  /** A block that is repeated at once, anywhere: {@code (\d{2,3})\1}. Source: Microsoft Entra. */
  private static PinRule repeatedBlock(int minBlockDigits, int maxBlockDigits) {
    return rule(
        "repeatedBlock",
        Map.of("minBlockDigits", minBlockDigits, "maxBlockDigits", maxBlockDigits),
        "A block of %d or %d digits is repeated at once.".formatted(minBlockDigits, maxBlockDigits),
        digits ->
            IntStream.rangeClosed(minBlockDigits, maxBlockDigits)
                .anyMatch(blockDigits -> repeatsBlock(digits, blockDigits)));
  }

  private static boolean repeatsBlock(PinDigits digits, int blockDigits) {
    int repeated = 0;
    for (int i = blockDigits; i < digits.length(); i++) {
      repeated = digits.repeats(i, blockDigits) ? repeated + 1 : 0;
      if (repeated == blockDigits) {
        return true;
      }
    }
    return false;
  }

  /** Too few different digits. Source: NIST, repetitive characters. */
  private static PinRule fewDigits(int minDistinctDigits) {
    return rule(
        "fewDigits",
        Map.of("minDistinctDigits", minDistinctDigits),
        "There are fewer than %d different digits.".formatted(minDistinctDigits),
        digits ->
            IntStream.range(0, digits.length()).map(digits::at).distinct().count()
                < minDistinctDigits);
  }

  /**
   * The PIN is one short block over and over; the last one may be cut. Source: NIST, commonly used
   * values.
   */
  private static PinRule period(int maxPeriodDigits) {
    return rule(
        "period",
        Map.of("maxPeriodDigits", maxPeriodDigits),
        "A block of up to %d digits is repeated from beginning to end.".formatted(maxPeriodDigits),
        digits ->
            IntStream.rangeClosed(1, maxPeriodDigits)
                .anyMatch(periodDigits -> hasPeriod(digits, periodDigits)));
  }

  private static boolean hasPeriod(PinDigits digits, int periodDigits) {
    return IntStream.range(periodDigits, digits.length())
        .allMatch(i -> digits.repeats(i, periodDigits));
  }

  /** Source: NIST, commonly used values. */
  private static PinRule halves() {
    return rule(
        "halves",
        Map.of(),
        "The two halves are equal.",
        digits -> digits.length() % 2 == 0 && hasPeriod(digits, digits.length() / 2));
  }

  /** Source: NIST, commonly used values. */
  private static PinRule palindrome() {
    return rule(
        "palindrome",
        Map.of(),
        "Read backwards it is the same.",
        digits ->
            IntStream.range(0, digits.length() / 2)
                .allMatch(i -> digits.at(i) == digits.at(digits.length() - 1 - i)));
  }

  /** 11223344. Source: NIST, commonly used values. */
  private static PinRule pairs() {
    return rule(
        "pairs",
        Map.of(),
        "Every digit is doubled.",
        digits ->
            digits.length() % 2 == 0
                && IntStream.range(0, digits.length() / 2)
                    .allMatch(pair -> digits.repeats(2 * pair + 1, 1)));
  }

  /**
   * The PIN contains a day of the calendar as DDMMYYYY, MMDDYYYY or YYYYMMDD, or is two years
   * (19821983). Source: NIST, expected values; most eight-digit passwords in leaked lists are
   * dates.
   */
  private static PinRule date(int firstYear, int lastYear) {
    Years years = new Years(firstYear, lastYear);
    return rule(
        "date",
        Map.of("firstYear", firstYear, "lastYear", lastYear),
        "It contains a date, or is two years, between %d and %d.".formatted(firstYear, lastYear),
        digits -> years.areBothIn(digits) || years.haveDayIn(digits));
  }

  private record Years(int first, int last) {

    private static final int DATE_DIGITS = 8;

    boolean areBothIn(PinDigits digits) {
      return digits.length() == DATE_DIGITS
          && contain(digits.number(0, 4))
          && contain(digits.number(4, 4));
    }

    boolean haveDayIn(PinDigits digits) {
      return IntStream.rangeClosed(0, digits.length() - DATE_DIGITS)
          .anyMatch(from -> haveDayAt(digits, from));
    }

    private boolean haveDayAt(PinDigits digits, int from) {
      int yearFirst = digits.number(from, 4);
      int yearLast = digits.number(from + 4, 4);
      int pair1 = digits.number(from, 2);
      int pair2 = digits.number(from + 2, 2);
      return haveDay(yearLast, pair2, pair1)
          || haveDay(yearLast, pair1, pair2)
          || haveDay(yearFirst, yearLast / 100, yearLast % 100);
    }

    private boolean haveDay(int year, int month, int day) {
      return contain(year)
          && 1 <= month
          && month <= 12
          && YearMonth.of(year, month).isValidDay(day);
    }

    private boolean contain(int year) {
      return first <= year && year <= last;
    }
  }

  private static final List<String> KEYPAD_LINES =
      Stream.of("123", "456", "789", "147", "258", "369", "2580", "159", "357")
          .flatMap(line -> Stream.of(line, new StringBuilder(line).reverse().toString()))
          .toList();

  /**
   * A figure on the telephone keypad (123 / 456 / 789 / 0 below 8). Each step goes to the next key
   * above, below, left or right, or the PIN is a chain of straight lines, each forwards or
   * backwards; the last line may be cut (147258369, 25802580). Source: NIST, commonly used values.
   */
  private static PinRule keypad() {
    return rule(
        "keypad",
        Map.of(),
        "It draws a figure on the keypad.",
        digits -> isWalk(digits) || isChainFrom(digits, 0));
  }

  private static boolean isWalk(PinDigits digits) {
    return IntStream.range(1, digits.length())
        .allMatch(i -> areNeighbours(digits.at(i - 1), digits.at(i)));
  }

  private static boolean areNeighbours(int key, int other) {
    return Math.abs(row(key) - row(other)) + Math.abs(column(key) - column(other)) == 1;
  }

  private static int row(int key) {
    return key == 0 ? 3 : (key - 1) / 3;
  }

  private static int column(int key) {
    return key == 0 ? 1 : (key - 1) % 3;
  }

  private static boolean isChainFrom(PinDigits digits, int from) {
    return from >= digits.length()
        || KEYPAD_LINES.stream()
            .filter(line -> digits.matchesAt(from, line))
            .anyMatch(line -> isChainFrom(digits, from + line.length()));
  }

  private static final List<DateTimeFormatter> BIRTH_DATE_FORMS =
      Stream.of("ddMMuuuu", "MMdduuuu", "uuuuMMdd", "ddMMuu", "MMdduu", "uuMMdd")
          .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ROOT))
          .toList();

  /**
   * The PIN contains the birth date in eight or six digits, or some running digits of the phone
   * number, the employee number or the user name. Source: NIST, context-specific values.
   */
  private static PinRule personalData(int minRunDigits) {
    String message =
        "It contains the birth date, or %d running digits of the phone number, employee number"
            + " or user name.";
    return new Rule(
        new PinRejection(
            "personalData", Map.of("minRunDigits", minRunDigits), message.formatted(minRunDigits)),
        (digits, personal) ->
            personal.birthDate().filter(date -> containsDate(digits, date)).isPresent()
                || Stream.of(personal.phoneNumber(), personal.employeeNumber(), personal.userName())
                    .flatMap(Optional::stream)
                    .anyMatch(known -> sharesRun(digits, digitsOf(known), minRunDigits)));
  }

  private static boolean containsDate(PinDigits digits, LocalDate date) {
    return BIRTH_DATE_FORMS.stream().anyMatch(form -> digits.contains(form.format(date)));
  }

  private static boolean sharesRun(PinDigits digits, String known, int minRunDigits) {
    return IntStream.rangeClosed(0, known.length() - minRunDigits)
        .mapToObj(from -> known.substring(from, from + minRunDigits))
        .anyMatch(digits::contains);
  }

  private static String digitsOf(String text) {
    return text.replaceAll("[^0-9]", "");
  }
}
