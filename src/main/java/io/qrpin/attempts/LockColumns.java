package io.qrpin.attempts;

import static io.qrpin.database.Database.instant;

import io.qrpin.subscriber.Spellings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The parts of another room's queries that read a subscriber's lock and last use, and whether there
 * is a ledger. The query calls the table that it joins {@code m}, and has no other table {@code l}.
 */
public final class LockColumns {

  /**
   * For the select list: {@code failures}, {@code total_failures}, {@code not_before}, {@code
   * last_used_at}, {@code now}.
   */
  public static final String SELECT =
      "l.failures, l.total_failures, l.not_before, l.last_used_at, clock_timestamp() as now";

  /** Joins the ledger's row of {@code m.subscriber_id}. */
  public static final String JOIN = "join attempt_ledger l on l.subscriber_id = m.subscriber_id";

  /** The ids of {@link Spellings#LIST} under which somebody has a ledger. */
  public static final String KNOWN =
      "select subscriber_id from attempt_ledger where subscriber_id in " + Spellings.LIST;

  private LockColumns() {}

  /** The lock at the moment of the query, by the database's clock. */
  public static Optional<Lock> in(ResultSet row, ThrottlingPolicy policy) throws SQLException {
    return Lock.in(
        policy.isSpent(row.getInt("failures"), row.getInt("total_failures")),
        instant(row, "not_before"),
        instant(row, "now").orElseThrow());
  }
}
