package io.qrpin.rest.wire;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/**
 * Reads dates (ISO 8601) with any offset, or without one as UTC. An instant is cut to the
 * microsecond, which is what the database stores.
 */
final class GraphDates {

  private GraphDates() {}

  /**
   * Reads the text of a member.
   *
   * @throws Refusal 400 if it is not a date and time of the years 1 to 9999
   */
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
              member, "The member " + member + " must be an ISO 8601 date and time."));
    }
  }

  /** PostgreSQL's calendar is shorter than Java's. */
  private static Instant inCalendar(Instant instant) {
    int year = instant.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > 9999) {
      throw new DateTimeException("out of the calendar");
    }
    return instant;
  }
}
