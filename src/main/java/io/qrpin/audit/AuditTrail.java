package io.qrpin.audit;

import io.qrpin.Qrpin;
import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.database.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Map;

/**
 * Writes the row of each {@link AuditEvent} in the transaction of the change. There is no change
 * without its row, and no row without its change.
 */
@ApplicationScoped
public class AuditTrail {

  /** PostgreSQL makes the JSON; without keys it makes null. */
  private static final Sql APPEND =
      Sql.of(
          AuditSql.INSERT
              + " values (:id, :at, :event, :subscriber, jsonb_object(:keys::text[], :values::text[]), "
              + AuditSql.ACTOR
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
   * @throws IllegalStateException when there is no transaction, whose change the row would belong
   *     to
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
    database.joined(AuditSql.withActor(append, event.by()), row -> true);
  }
}
