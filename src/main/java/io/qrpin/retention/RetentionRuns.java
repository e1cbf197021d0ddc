package io.qrpin.retention;

import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the runs of the retention are. A node claims a task for a few minutes, and each batch
 * extends the lease. A row and no advisory lock holds it, because a pool in transaction mode gives
 * each transaction another session.
 */
@ApplicationScoped
class RetentionRuns {

  private static final String LEASE = "clock_timestamp() + interval '5 minutes'";

  private static final Sql CLAIM =
      Sql.of(
          """
          update retention_run
             set holder = :holder, lease_until = %s
           where task = :task
             and due_at <= clock_timestamp()
             and (holder is null or lease_until <= clock_timestamp())
          returning position
          """
              .formatted(LEASE));

  private static final Sql HOLD =
      Sql.of(
          """
          update retention_run
             set lease_until = %s, position = :position
           where task = :task and holder = :holder
          returning 1
          """
              .formatted(LEASE));

  private static final Sql RELEASE =
      Sql.of(
          "update retention_run set holder = null where task = :task and holder = :holder"
              + " returning 1");

  private static final Sql FINISH =
      Sql.of(
          """
          update retention_run
             set holder = null, position = '', due_at = clock_timestamp() + interval '1 day'
           where task = :task and holder = :holder
          returning 1
          """);

  private Database database;

  protected RetentionRuns() {}

  @Inject
  RetentionRuns(Database database) {
    this.database = database;
  }

  /**
   * Claims a task that is due.
   *
   * @return the place where the last batch ended, and "" at the beginning; empty if the task is not
   *     due or another node works on it
   */
  Optional<String> claim(RetentionTask task, UUID holder) {
    return database.alone(bound(CLAIM, task, holder), row -> row.getString("position")).stream()
        .findFirst();
  }

  /**
   * Extends the lease and moves on. No other node can take the task over before the caller's
   * transaction ends.
   *
   * @return false if another node has taken it over already
   */
  boolean hold(RetentionTask task, UUID holder, String position) {
    return !database
        .joined(bound(HOLD, task, holder).with("position", position), row -> true)
        .isEmpty();
  }

  /** Leaves the rest of the run to the next sweep, of any node. */
  void release(RetentionTask task, UUID holder) {
    database.joined(bound(RELEASE, task, holder), row -> true);
  }

  /** Ends the run; the next one is due in a day. */
  void finish(RetentionTask task, UUID holder) {
    database.joined(bound(FINISH, task, holder), row -> true);
  }

  private static Sql.Bound bound(Sql statement, RetentionTask task, UUID holder) {
    return statement.with("task", task.code()).with("holder", holder);
  }
}
