package io.qrpin.audit;

import io.qrpin.Qrpin;
import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.database.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/**
 * Deletes the oldest audit rows: whole months with their partition, and one by one those that are
 * in no partition of a month. The schema refuses every other way to delete one: this function runs
 * with the rights of the owner, deletes no row that is younger than 30 days, and writes an audit
 * row {@code RetentionApplied} with the number of rows itself. Thread safety: safe.
 */
@ApplicationScoped
public class AuditRetention {

  private static final Sql DELETE =
      Sql.of("select delete_old_events(make_interval(secs => :kept), :most, :id) as deleted");

  private Database database;
  private Clock clock;
  private SecureRandom random;

  protected AuditRetention() {}

  @Inject
  public AuditRetention(Database database, @Qrpin Clock clock, @Qrpin SecureRandom random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Deletes rows in the caller's transaction.
   *
   * @param kept the age from which a row is deleted, 30 days or more
   * @param most the number of rows that are deleted one by one, 1 or more
   * @return how many were deleted one by one; fewer than {@code most} if no old row is left
   */
  @Transactional(TxType.MANDATORY)
  public int delete(Duration kept, int most) {
    Sql.Bound delete =
        DELETE
            .with("kept", kept.toSeconds())
            .with("most", most)
            .with("id", Uuid7.at(clock.instant(), random));
    return database.joined(delete, row -> row.getInt("deleted")).get(0);
  }
}
