package io.qrpin.database;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Runs one statement, alone or inside the caller's transaction. Every statement returns rows; one
 * that writes ends in {@code returning}.
 *
 * <p>Thread safety: safe.
 */
public final class Database {

  /** Serialization failure and deadlock: the database has certainly undone the statement. */
  private static final Set<String> UNDONE = Set.of("40001", "40P01");

  private static final int MAX_TRIES = 3;

  /** Makes an object of the current row. It does not move to another row. */
  @FunctionalInterface
  public interface RowMapper<R> {
    R map(ResultSet row) throws SQLException;
  }

  private final DataSource own;
  private final DataSource shared;
  private final TransactionSynchronizationRegistry transactions;

  /**
   * @param own gives connections in auto-commit mode, even inside a transaction
   * @param shared takes part in the caller's transaction; JPA uses it too
   * @param transactions knows whether the caller is in a transaction
   */
  public Database(
      DataSource own, DataSource shared, TransactionSynchronizationRegistry transactions) {
    this.own = own;
    this.shared = shared;
    this.transactions = transactions;
  }

  /**
   * Runs a statement that is committed by itself, whatever transaction the caller is in. A
   * statement that the database has undone, because of a deadlock or a serialization failure, is
   * run up to three times.
   *
   * @throws DatabaseUnavailable when the database does not answer
   * @throws IllegalStateException when the data source takes part in the caller's transaction
   */
  public <R> List<R> alone(Sql.Bound statement, RowMapper<R> mapper) {
    for (int tries = 1; ; tries++) {
      try (Connection connection = own.getConnection()) {
        // A caller that could roll back a charge would get a free guess.
        if (!connection.getAutoCommit()) {
          throw new IllegalStateException(
              "the data source of the attempts must join no transaction");
        }
        return run(connection, statement, mapper);
      } catch (SQLException e) {
        if (tries == MAX_TRIES || !UNDONE.contains(String.valueOf(e.getSQLState()))) {
          throw new DatabaseUnavailable(e);
        }
      }
    }
  }

  /**
   * Runs a statement in the caller's transaction. It sees what that transaction has sent to the
   * database; a caller that has changed entities flushes them first. Without a transaction it runs
   * as {@link #alone} does, which saves BEGIN and COMMIT, and once more if the connection was lost:
   * the first statement after an outage often meets a dead connection. So a statement that must not
   * run twice needs a transaction.
   *
   * @throws DatabaseUnavailable when the database does not answer
   */
  public <R> List<R> joined(Sql.Bound statement, RowMapper<R> mapper) {
    if (isInTransaction()) {
      try (Connection connection = shared.getConnection()) {
        return run(connection, statement, mapper);
      } catch (SQLException e) {
        throw new DatabaseUnavailable(e);
      }
    }
    try {
      return alone(statement, mapper);
    } catch (DatabaseUnavailable e) {
      if (e.isConnectionLost()) {
        return alone(statement, mapper);
      }
      throw e;
    }
  }

  /**
   * The columns of a query, in lower case. The query is prepared and not run.
   *
   * @throws DatabaseUnavailable when the database does not answer, or does not know the query
   */
  public Set<String> columns(String query) {
    try (Connection connection = own.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      return columns(statement.getMetaData());
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  /** The labels of columns, in lower case; none where there are no rows. */
  public static Set<String> columns(ResultSetMetaData meta) throws SQLException {
    Set<String> labels = new HashSet<>();
    for (int i = 1; meta != null && i <= meta.getColumnCount(); i++) {
      labels.add(meta.getColumnLabel(i).toLowerCase(Locale.ROOT));
    }
    return labels;
  }

  /** Whether a joined statement would be part of the caller's transaction. */
  public boolean isInTransaction() {
    return transactions.getTransactionKey() != null;
  }

  private static <R> List<R> run(Connection connection, Sql.Bound bound, RowMapper<R> mapper)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(bound.text())) {
      int index = 0;
      for (Object value : bound.values()) {
        statement.setObject(++index, forDriver(value, connection));
      }
      List<R> mapped = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          mapped.add(mapper.map(rows));
        }
      }
      return mapped;
    }
  }

  /** Reads a {@code timestamptz}; empty where it is null. */
  public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Object forDriver(Object value, Connection connection) throws SQLException {
    if (value instanceof Instant instant) {
      return instant.atOffset(ZoneOffset.UTC);
    }
    if (value instanceof int[] numbers) {
      return connection.createArrayOf("integer", Arrays.stream(numbers).boxed().toArray());
    }
    return value instanceof String[] texts ? connection.createArrayOf("text", texts) : value;
  }
}
