package io.qrpin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/** Dates and times as programs and tables write them (ISO 8601). */
public final class Iso8601 {

  private Iso8601() {}

  /**
   * Reads a date and time with any offset, or without one as UTC. It is cut to the microsecond,
   * which is what the database stores.
   *
   * @throws DateTimeException when it is not a date and time of the years 1 to 9999
   */
  public static Instant instant(String text) {
    TemporalAccessor read =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    OffsetDateTime date =
        read instanceof LocalDateTime local
            ? local.atOffset(ZoneOffset.UTC)
            : ((OffsetDateTime) read).withOffsetSameInstant(ZoneOffset.UTC);
    if (date.getYear() < 1 || date.getYear() > 9999) {
      throw new DateTimeException("PostgreSQL's calendar is shorter than Java's");
    }
    return date.toInstant().truncatedTo(ChronoUnit.MICROS);
  }
}
