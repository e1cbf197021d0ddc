package io.qrpin.desk;

import io.qrpin.access.DeskPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as people at the desk read and write them, in the desk's time zone. Thread safety: safe.
 */
@ApplicationScoped
class Moments {

  private static final DateTimeFormatter FOR_PEOPLE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm zzz", Locale.ENGLISH);

  private ZoneId zone;

  protected Moments() {}

  @Inject
  Moments(DeskPolicy policy) {
    this.zone = policy.zone();
  }

  /** Such as {@code 3 January 2027, 14:05 CET}. */
  String inWords(Instant moment) {
    return FOR_PEOPLE.format(moment.atZone(zone));
  }

  /** The day, as a field of the type {@code date} has it. */
  String day(Instant moment) {
    return LocalDate.ofInstant(moment, zone).toString();
  }

  /** The last minute of a day; empty if the text is no day. */
  Optional<Instant> endOf(String day) {
    try {
      return Optional.of(
          LocalDate.parse(day).atTime(LocalTime.of(23, 59)).atZone(zone).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
