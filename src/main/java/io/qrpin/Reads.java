package io.qrpin;

import io.qrpin.AttemptConnections.Reading;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads our database. In the caller's transaction that is part of it, and sees what it has sent to
 * the database. Outside of one it takes no more than the statement itself: a transaction for a
 * single statement would be begun, its connection looked after, and its commit waited for.
 *
 * <p>Thread safety: safe.
 */
public final class Reads {

  private final TransactionSynchronizationRegistry transactions;
  private final DataSource shared;
  private final AttemptConnections alone;

  /**
   * @param transactions says whether the caller is in one
   * @param shared takes part in the caller's transaction
   * @param alone takes part in none
   */
  public Reads(
      TransactionSynchronizationRegistry transactions,
      DataSource shared,
      AttemptConnections alone) {
    this.transactions = transactions;
    this.shared = shared;
    this.alone = alone;
  }

  /**
   * Runs a query.
   *
   * @param values of its placeholders
   * @throws AttemptsUnavailable when the database does not answer
   */
  public <R> List<R> query(String sql, List<?> values, Reading<R> reading) {
    return inTransaction()
        ? queryInTransaction(sql, values, reading)
        : alone.query(sql, values, reading);
  }

  /** Whether a query would be part of the caller's transaction. */
  public boolean inTransaction() {
    return transactions.getTransactionKey() != null;
  }

  private <R> List<R> queryInTransaction(String sql, List<?> values, Reading<R> reading) {
    try (Connection connection = shared.getConnection()) {
      return AttemptConnections.query(connection, sql, values, reading);
    } catch (SQLException e) {
      throw new AttemptsUnavailable(e);
    }
  }
}
