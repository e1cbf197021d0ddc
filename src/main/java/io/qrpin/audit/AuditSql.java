package io.qrpin.audit;

import io.qrpin.database.Sql;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The columns of the audit trail. A statement that must write an audit row together with its own
 * change uses these parts; all others go through {@link AuditTrail}.
 */
public final class AuditSql {

  /** Begins an insert. Its values: id, instant, name, subscriber, details, and {@link #ACTOR}. */
  public static final String INSERT =
      "insert into credential_event (id, occurred_at, event, subscriber_id, details,"
          + " actor_kind, actor_id, client_id, request_id, reason)";

  /** The placeholders that {@link #withActor} binds. */
  public static final String ACTOR =
      ":actorKind::text, :actorId::text, :clientId::text, :requestId::text, :actorReason::text";

  /** An instant in {@code details}, as SQL writes it with {@link #instant}. */
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private AuditSql() {}

  /** Binds the placeholders of {@link #ACTOR}. */
  public static Sql.Bound withActor(Sql.Bound statement, Actor by) {
    return statement
        .with("actorKind", by.kind().name().toLowerCase(Locale.ROOT))
        .with("actorId", by.id())
        .with("clientId", by.clientId().orElse(null))
        .with("requestId", by.requestId())
        .with("actorReason", by.reason().orElse(null));
  }

  /** SQL that writes a {@code timestamptz} as details hold it, in UTC and with microseconds. */
  public static String instant(String column) {
    return "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
  }

  static Map<String, String> ordered(String key, String value, String otherKey, String otherValue) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put(key, value);
    details.put(otherKey, otherValue);
    return details;
  }

  static String instant(Instant at) {
    return MICROSECONDS.format(at);
  }
}
