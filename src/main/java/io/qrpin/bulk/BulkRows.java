package io.qrpin.bulk;

import io.qrpin.Qrpin;
import io.qrpin.audit.Actor;
import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.database.Uuid7;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The memory of runs that have a key: which lines are done. */
@ApplicationScoped
class BulkRows {

  /** A key that is known with another list gives no row. */
  private static final Sql BEGIN =
      Sql.of(
          """
          insert into bulk_run (id, actor_kind, actor_id, idempotency_key, digest, used_at)
          values (:id, :actorKind, :actorId, :key, :digest, clock_timestamp())
          on conflict (actor_kind, actor_id, idempotency_key)
             do update set used_at = clock_timestamp() where bulk_run.digest = excluded.digest
          returning id
          """);

  private static final Sql DONE =
      Sql.of("select line_id, subscriber_id from bulk_line where run_id = :run");

  /** Waits for a transaction that claims the same line; there is no row if that one commits. */
  private static final Sql CLAIM =
      Sql.of(
          """
          insert into bulk_line (run_id, line_id, subscriber_id, done_at)
          values (:run, :line, :subscriber, clock_timestamp())
          on conflict (run_id, line_id) do nothing
          returning 1
          """);

  private static final Sql GIVE_UP =
      Sql.of("delete from bulk_line where run_id = :run and line_id = :line returning 1");

  private Database database;
  private Clock clock;
  private SecureRandom random;

  protected BulkRows() {}

  @Inject
  BulkRows(Database database, @Qrpin Clock clock, @Qrpin SecureRandom random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  /** Begins a run, or finds the one of this key; empty if that one has another list. */
  Optional<UUID> begin(IdempotencyKey key, BulkList list, Actor by) {
    return database
        .alone(
            BEGIN
                .with("id", Uuid7.at(clock.instant(), random))
                .with("actorKind", by.kind().name().toLowerCase(Locale.ROOT))
                .with("actorId", by.id())
                .with("key", key.value())
                .with("digest", list.digest()),
            row -> row.getObject("id", UUID.class))
        .stream()
        .findFirst();
  }

  /** The workers of the lines that are done, by the lines' ids. */
  Map<String, SubscriberId> done(UUID run) {
    return database
        .alone(
            DONE.with("run", run),
            row ->
                Map.entry(
                    row.getString("line_id"), new SubscriberId(row.getString("subscriber_id"))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Marks a line as done in the caller's transaction; false if it is done already. */
  boolean claim(UUID run, String line, SubscriberId subscriber) {
    return !database
        .joined(
            CLAIM.with("run", run).with("line", line).with("subscriber", subscriber.value()),
            row -> true)
        .isEmpty();
  }

  /** Takes the mark off again, in the same transaction. */
  void giveUp(UUID run, String line) {
    database.joined(GIVE_UP.with("run", run).with("line", line), row -> true);
  }
}
