package io.qrpin.pin;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The PIN contains the birth date in eight or six digits, or some running digits of phone number,
 * employee number or user name. Source: qrpin's list, {@code personalData}; SP 800-63B-4 §3.1.1.2
 * (context-specific values, such as the user name and its derivatives).
 *
 * @param minRunDigits the shortest run of digits of those three that is refused
 */
record KnownToOthers(int minRunDigits) implements PinRule {

  private static final List<DateTimeFormatter> BIRTH_DATE_FORMS =
      Stream.of("ddMMuuuu", "MMdduuuu", "uuuuMMdd", "ddMMuu", "MMdduu", "uuMMdd")
          .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ROOT))
          .toList();

  @Override
  public String code() {
    return "personalData";
  }

  @Override
  public boolean refuses(PinDigits digits, PersonalData personal) {
    return containsBirthDate(digits, personal)
        || sharesRun(digits, personal.phoneNumber())
        || sharesRun(digits, personal.employeeNumber())
        || sharesRun(digits, personal.userName());
  }

  private static boolean containsBirthDate(PinDigits digits, PersonalData personal) {
    return personal
        .birthDate()
        .filter(date -> BIRTH_DATE_FORMS.stream().anyMatch(f -> digits.contains(f.format(date))))
        .isPresent();
  }

  private boolean sharesRun(PinDigits digits, Optional<String> text) {
    return text.filter(known -> sharesRun(digits, digitsOf(known))).isPresent();
  }

  private boolean sharesRun(PinDigits digits, CharSequence known) {
    for (int end = minRunDigits; end <= known.length(); end++) {
      if (digits.contains(known.subSequence(end - minRunDigits, end))) {
        return true;
      }
    }
    return false;
  }

  private static CharSequence digitsOf(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    text.chars().filter(c -> '0' <= c && c <= '9').forEach(c -> digits.append((char) c));
    return digits;
  }

  @Override
  public PinRejection rejection() {
    return new PinRejection(
        code(),
        Map.of("minRunDigits", minRunDigits),
        "It contains the birth date, or %d running digits of the phone number, employee number"
                .formatted(minRunDigits)
            + " or user name.");
  }
}
