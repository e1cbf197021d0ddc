package io.qrpin.audit;

import io.qrpin.PublicApi;
import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.subscriber.Spellings;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what happened to a subscriber's credential. Thread safety: safe. */
@PublicApi
@ApplicationScoped
public class CredentialHistory {

  /** The index on subscriber and time gives the latest rows without a sort. */
  private static final Sql LATEST =
      Sql.of(
          """
          select id, occurred_at, event, actor_kind, actor_id, client_id, reason,
                 (select array_agg(key order by key) from jsonb_each_text(details)) as keys,
                 (select array_agg(value order by key) from jsonb_each_text(details)) as values
            from credential_event
           where subscriber_id in %s
           order by occurred_at desc, id desc
           limit :most
          """
              .formatted(Spellings.LIST));

  private Database database;

  protected CredentialHistory() {}

  @Inject
  CredentialHistory(Database database) {
    this.database = database;
  }

  /**
   * An event as it was recorded. Immutable.
   *
   * @param id of its row
   * @param at when it happened, by the database's clock
   * @param name such as {@code PinReset} or {@code SignInLocked}; names never change, and later
   *     versions add more
   * @param actorKind whether a person, an application or qrpin itself acted
   * @param actorId the person's directory id, or the application's own id
   * @param clientId the application through which a person acted, where it is known
   * @param reason as the person gave it
   * @param details more facts, in the order of their names
   */
  public record RecordedEvent(
      UUID id,
      Instant at,
      String name,
      Actor.Kind actorKind,
      String actorId,
      Optional<String> clientId,
      Optional<String> reason,
      Map<String, String> details) {}

  /**
   * Reads the latest events of a subscriber, the latest one first. Events that are older than the
   * audit retention are gone.
   *
   * @param most the number of events, 1 or more
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public List<RecordedEvent> latest(SubscriberId subscriber, int most) {
    return database.joined(
        Spellings.bind(LATEST, subscriber).with("most", most), CredentialHistory::event);
  }

  private static RecordedEvent event(ResultSet row) throws SQLException {
    return new RecordedEvent(
        row.getObject("id", UUID.class),
        Database.instant(row, "occurred_at").orElseThrow(),
        row.getString("event"),
        Actor.Kind.valueOf(row.getString("actor_kind").toUpperCase(Locale.ROOT)),
        row.getString("actor_id"),
        Optional.ofNullable(row.getString("client_id")),
        Optional.ofNullable(row.getString("reason")),
        AuditRow.details(row));
  }
}
