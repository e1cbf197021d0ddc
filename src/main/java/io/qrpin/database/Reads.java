package io.qrpin.database;

import io.qrpin.database.AttemptConnections.Reading;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads our database. A query in the caller's transaction is part of it, and sees what was sent to
 * the database in it; who changes entities flushes them first. Outside of one a query takes no more
 * than its statement: a transaction would be begun, its connection looked after, and its commit
 * waited for.
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
   * @throws DatabaseUnavailable when the database does not answer
   */
  public <R> List<R> query(String sql, List<?> values, Reading<R> reading) {
    return inTransaction()
        ? queryInTransaction(sql, values, reading)
        : queryAlone(sql, values, reading);
  }

  /** Whether a query would be part of the caller's transaction. */
  public boolean inTransaction() {
    return transactions.getTransactionKey() != null;
  }

  /** A read may be repeated: the first one after an outage meets a connection that was lost. */
  private <R> List<R> queryAlone(String sql, List<?> values, Reading<R> reading) {
    try {
      return alone.query(sql, values, reading);
    } catch (DatabaseUnavailable e) {
      if (!e.isConnectionLost()) {
        throw e;
      }
      return alone.query(sql, values, reading);
    }
  }

  private <R> List<R> queryInTransaction(String sql, List<?> values, Reading<R> reading) {
    try (Connection connection = shared.getConnection()) {
      return AttemptConnections.query(connection, sql, values, reading);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }
}
