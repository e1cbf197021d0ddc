package io.qrpin.audit;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the order in which rows are handed out: by the transaction that wrote them, then by
 * id. Rows from before that was recorded have transaction 0 and come first. Immutable.
 *
 * @param xact PostgreSQL's 64-bit transaction id, 0 or more
 * @param id of the row; the next one follows it
 */
public record AuditPosition(long xact, UUID id) {

  /** Before every row. */
  public static final AuditPosition BEGINNING = new AuditPosition(0, new UUID(0, 0));

  private static final Pattern TEXT =
      Pattern.compile(
          "(0|[1-9][0-9]{0,17})_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

  /** Reads what {@link #toString} writes; empty for any other text. */
  public static Optional<AuditPosition> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new AuditPosition(Long.parseLong(parts.group(1)), UUID.fromString(parts.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return xact + "_" + id;
  }
}
