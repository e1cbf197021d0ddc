package io.qrpin.audit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements of a test, each on a connection of its own. */
final class Statements {

  private static final String OWNER = "postgres";

  private final EmbeddedPostgres postgres;

  Statements(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  void execute(String sql) throws SQLException {
    executeAs(OWNER, sql);
  }

  void executeAs(String role, String sql) throws SQLException {
    try (Connection connection = postgres.getDatabase(role, OWNER).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first value of the first row. */
  String only(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
