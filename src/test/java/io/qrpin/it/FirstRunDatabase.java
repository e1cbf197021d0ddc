package io.qrpin.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/**
 * The database of a running first-run server.
 *
 * @param folder where the server keeps its data
 */
record FirstRunDatabase(Path folder) {

  /** Executes a statement that changes one row. */
  void execute(String sql) {
    try {
      String port = Files.readAllLines(folder.resolve("postgresql/postmaster.pid")).get(3);
      String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        int changed = statement.executeUpdate(sql);
        if (changed != 1) {
          throw new IllegalStateException(changed + " rows");
        }
      }
    } catch (Exception e) {
      throw new AssertionError(sql, e);
    }
  }
}
