package io.qrpin.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * For statements that write an audit row beside what they change, because both must be one
 * statement. Everything else goes through {@link AuditTrail}.
 */
public final class AuditSql {

  /**
   * The head of an insert. What is selected into it: id, instant, event, subscriber, details, and
   * then {@link #ACTOR}.
   */
  public static final String INSERT =
      "insert into credential_event (id, occurred_at, event, subscriber_id, details,"
          + " actor_kind, actor_id, client_id, request_id, reason)";

  /** Placeholders for {@link #actor}. */
  public static final String ACTOR = "?::text, ?::text, ?::text, ?::text, ?::text";

  private AuditSql() {}

  /** The values for {@link #ACTOR}; what is unknown is null. */
  public static List<Object> actor(Actor by) {
    return Arrays.asList(
        kind(by), by.id(), by.clientId().orElse(null), by.requestId(), by.reason().orElse(null));
  }

  static String kind(Actor by) {
    return by.kind().name().toLowerCase(Locale.ROOT);
  }
}
