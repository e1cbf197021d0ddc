package io.qrpin.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The connections of sign-in attempts, and of {@link Reads} outside of transactions: a pool of
 * their own, that takes part in nobody's transaction. Each statement is committed by itself, and
 * its connection goes back at once; none is held while a PIN is hashed.
 *
 * <p>Thread safety: safe.
 */
public final class AttemptConnections {

  /** Deadlock and serialization failure: the database has undone the statement, surely. */
  private static final Set<String> UNDONE = Set.of("40001", "40P01");

  private static final int MAX_TRIES = 3;

  private final DataSource attempts;

  /**
   * @param attempts gives connections in auto-commit mode, inside of transactions too
   */
  public AttemptConnections(DataSource attempts) {
    this.attempts = attempts;
  }

  /** Reads the current row. */
  public interface Reading<R> {
    R of(ResultSet row) throws SQLException;
  }

  /**
   * Runs one statement that answers rows, a changing one too.
   *
   * @param values of its placeholders; an {@code int[]} is an array of integers
   * @throws DatabaseUnavailable when the database does not answer
   */
  public <R> List<R> query(String sql, List<?> values, Reading<R> reading) {
    for (int tries = 1; ; tries++) {
      try {
        return queryOnce(sql, values, reading);
      } catch (SQLException e) {
        if (tries == MAX_TRIES || !UNDONE.contains(String.valueOf(e.getSQLState()))) {
          throw new DatabaseUnavailable(e);
        }
      }
    }
  }

  private <R> List<R> queryOnce(String sql, List<?> values, Reading<R> reading)
      throws SQLException {
    try (Connection connection = attempts.getConnection()) {
      requireOwnTransaction(connection);
      return query(connection, sql, values, reading);
    }
  }

  static <R> List<R> query(Connection connection, String sql, List<?> values, Reading<R> reading)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, storable(values.get(i), connection));
      }
      List<R> read = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          read.add(reading.of(rows));
        }
      }
      return read;
    }
  }

  /** An attempt that a caller could roll back would be a free guess. */
  private static void requireOwnTransaction(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalStateException(
          "the data source of the attempts takes part in transactions, and must not");
    }
  }

  private static Object storable(Object value, Connection connection) throws SQLException {
    return value instanceof int[] numbers
        ? connection.createArrayOf("integer", Arrays.stream(numbers).boxed().toArray())
        : value;
  }

  /** A {@code timestamptz}; empty where it is null. */
  public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
