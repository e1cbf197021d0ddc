package io.qrpin.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/**
 * Dates on the wire (ISO 8601): in with any offset or none, 0 to 9 digits; cut to the microsecond.
 */
final class GraphDates {

  private GraphDates() {}

  static Instant parse(String member, String text) {
    try {
      TemporalAccessor read =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          read instanceof OffsetDateTime withOffset
              ? withOffset.toInstant()
              : ((LocalDateTime) read).toInstant(ZoneOffset.UTC);
      return inCalendar(instant).truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw new Refusal(
          GraphError.badRequest(
              member, "The member " + member + " is an ISO 8601 date and time, or missing."));
    }
  }

  /** The database ends before Java does. */
  private static Instant inCalendar(Instant instant) {
    int year = instant.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > 9999) {
      throw new DateTimeException("out of the calendar");
    }
    return instant;
  }
}
