package io.qrpin.audit;

import io.qrpin.Qrpin;
import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.database.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the row of each {@link AuditEvent} in the transaction of the change. There is no change
 * without its row, and no row without its change. A statement that must write its audit row itself
 * uses the parts of SQL here.
 */
@ApplicationScoped
public class AuditTrail {

  /** Begins an insert. Its values: id, instant, name, subscriber, details, and {@link #ACTOR}. */
  public static final String INSERT =
      "insert into credential_event (id, occurred_at, event, subscriber_id, details,"
          + " actor_kind, actor_id, client_id, request_id, reason, source_address)";

  /** The placeholders that {@link #withActor} binds. */
  public static final String ACTOR =
      ":actorKind::text, :actorId::text, :clientId::text, :requestId::text, :actorReason::text,"
          + " :sourceAddress::inet";

  /** PostgreSQL makes the JSON; without keys it makes null. */
  private static final Sql APPEND =
      Sql.of(
          INSERT
              + " values (:id, :at, :event, :subscriber, jsonb_object(:keys::text[], :values::text[]), "
              + ACTOR
              + ") returning id");

  private Database database;
  private SecureRandom random;

  protected AuditTrail() {}

  @Inject
  AuditTrail(Database database, @Qrpin SecureRandom random) {
    this.database = database;
    this.random = random;
  }

  /**
   * @throws IllegalStateException when there is no transaction
   */
  void record(@Observes AuditEvent event) {
    if (!database.isInTransaction()) {
      throw new IllegalStateException("an audit event belongs to a transaction");
    }
    Map<String, String> details = event.details();
    Sql.Bound append =
        APPEND
            .with("id", Uuid7.at(event.at(), random))
            .with("at", event.at())
            .with("event", event.name())
            .with("subscriber", event instanceof CredentialEvent it ? it.subject().value() : null)
            .with("keys", details.isEmpty() ? null : details.keySet().toArray(String[]::new))
            .with("values", details.isEmpty() ? null : details.values().toArray(String[]::new));
    database.joined(withActor(append, event.by()), row -> true);
  }

  /** Binds the placeholders of {@link #ACTOR}. */
  public static Sql.Bound withActor(Sql.Bound statement, Actor by) {
    return statement
        .with("actorKind", kind(by))
        .with("actorId", by.id())
        .with("clientId", by.clientId().orElse(null))
        .with("requestId", by.requestId())
        .with("actorReason", by.reason().orElse(null))
        .with("sourceAddress", by.address().map(SourceAddress::toString).orElse(null));
  }

  static String kind(Actor by) {
    return by.kind().name().toLowerCase(Locale.ROOT);
  }

  /** SQL that writes a {@code timestamptz} as {@code details} hold it: UTC, with microseconds. */
  public static String instant(String column) {
    return "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
  }
}
