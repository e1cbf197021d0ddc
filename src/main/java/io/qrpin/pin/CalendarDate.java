package io.qrpin.pin;

import java.time.Month;
import java.time.Year;
import java.util.Map;

/**
 * A day of the calendar stands in the PIN as DDMMYYYY, MMDDYYYY or YYYYMMDD, or the PIN is two
 * years (19821983). Source: qrpin's list, {@code date}; most of the eight-digit passwords in leaked
 * lists are dates, and SP 800-63B-4 §3.1.1.2 wants expected values refused.
 *
 * @param firstYear the first year that counts
 * @param lastYear the last year that counts
 */
record CalendarDate(int firstYear, int lastYear) implements PinRule {

  private static final int DATE_DIGITS = 8;

  @Override
  public String code() {
    return "date";
  }

  @Override
  public boolean refuses(PinDigits digits, PersonalData personal) {
    return isTwoYears(digits) || containsDate(digits);
  }

  private boolean isTwoYears(PinDigits digits) {
    return digits.length() == DATE_DIGITS
        && isYear(digits.number(0, 4))
        && isYear(digits.number(4, 4));
  }

  private boolean containsDate(PinDigits digits) {
    for (int from = 0; from + DATE_DIGITS <= digits.length(); from++) {
      if (isDateAt(digits, from)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDateAt(PinDigits digits, int from) {
    int first = digits.number(from, 2);
    int second = digits.number(from + 2, 2);
    int third = digits.number(from + 4, 2);
    int fourth = digits.number(from + 6, 2);
    int yearFirst = 100 * first + second;
    int yearLast = 100 * third + fourth;
    return isDay(yearLast, second, first)
        || isDay(yearLast, first, second)
        || isDay(yearFirst, third, fourth);
  }

  private boolean isYear(int number) {
    return firstYear <= number && number <= lastYear;
  }

  private boolean isDay(int year, int month, int day) {
    return isYear(year)
        && 1 <= month
        && month <= 12
        && 1 <= day
        && day <= Month.of(month).length(Year.isLeap(year));
  }

  @Override
  public PinRejection rejection() {
    return new PinRejection(
        code(),
        Map.of("firstYear", firstYear, "lastYear", lastYear),
        "It contains a date, or is two years, between %d and %d.".formatted(firstYear, lastYear));
  }
}
