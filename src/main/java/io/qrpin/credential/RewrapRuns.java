package io.qrpin.credential;

import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;

/**
 * Which node seals the hashes anew, and under which key. A node claims the run for a minute, and
 * each batch extends the lease ({@link SealRows#replace}).
 */
@ApplicationScoped
class RewrapRuns {

  /** A batch takes less than a second. */
  static final String LEASE = "clock_timestamp() + interval '1 minute'";

  /** Ends a run of another node too, because its walk may have passed rows of this one. */
  private static final Sql ORDER =
      Sql.of(
          """
          update rewrap_run
             set key_id = :key, due_at = clock_timestamp(), holder = null
          returning 1
          """);

  private static final Sql CLAIM =
      Sql.of(
          """
          update rewrap_run
             set holder = :holder, lease_until = %s
           where key_id = :key
             and due_at <= clock_timestamp()
             and (holder is null or lease_until <= clock_timestamp())
          returning 1
          """
              .formatted(LEASE));

  private static final Sql FINISH =
      Sql.of(
          """
          update rewrap_run
             set holder = null, due_at = clock_timestamp() + make_interval(secs => :pause)
           where holder = :holder
          returning 1
          """);

  private Database database;

  protected RewrapRuns() {}

  @Inject
  RewrapRuns(Database database) {
    this.database = database;
  }

  /**
   * Makes a run due at once. Nodes that have another active key claim none, so that two nodes do
   * not undo each other's work while a setting is changed on one after the other.
   */
  void order(String activeKeyId) {
    database.alone(ORDER.with("key", activeKeyId), row -> true);
  }

  /** False if no run is due, if another node holds it, or if it is for another key. */
  boolean claim(String activeKeyId, UUID holder) {
    return !database
        .alone(CLAIM.with("key", activeKeyId).with("holder", holder), row -> true)
        .isEmpty();
  }

  /** Ends the run, unless the holder has lost it; the next one is due after the pause. */
  void finish(UUID holder, Duration pause) {
    database.alone(FINISH.with("holder", holder).with("pause", pause.toSeconds()), row -> true);
  }
}
