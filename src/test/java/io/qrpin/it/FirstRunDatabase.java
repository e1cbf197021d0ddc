package io.qrpin.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The database of a running first-run server.
 *
 * @param folder where the server keeps its data
 */
record FirstRunDatabase(Path folder) {

  /** Executes a statement that changes one row. */
  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      int changed = statement.executeUpdate(sql);
      if (changed != 1) {
        throw new IllegalStateException(changed + " rows");
      }
    } catch (Exception e) {
      throw new AssertionError(sql, e);
    }
  }

  /** The first column of all rows. */
  List<String> column(String sql) {
    List<String> values = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    } catch (Exception e) {
      throw new AssertionError(sql, e);
    }
    return values;
  }

  private Connection connect() throws IOException, SQLException {
    String port = Files.readAllLines(folder.resolve("postgresql/postmaster.pid")).get(3);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
  }
}
