package io.qrpin.firstrun;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The first-run server's data source. The first connection makes the keys and starts PostgreSQL.
 *
 * <p>Liberty creates it from {@code <jdbcDriver>} and sets its properties before the first use.
 * Thread safety: safe from then on.
 */
public class FirstRunDataSource implements DataSource {

  private Path folder;
  private int httpPort;
  private Path tokenTool;

  /** Shared by all data sources of the server, because they use one database. */
  private static DataSource database;

  /** Sets the folder that keeps the database and the keys between runs. */
  public void setFolder(String folder) {
    this.folder = Path.of(folder).toAbsolutePath().normalize();
  }

  /** Sets the port that the server listens on; the welcome line names it. */
  public void setHttpPort(int httpPort) {
    this.httpPort = httpPort;
  }

  /** Sets the program that makes sample tokens; the welcome line names it. */
  public void setTokenTool(String tokenTool) {
    this.tokenTool = Path.of(tokenTool).toAbsolutePath().normalize();
  }

  private DataSource database() throws SQLException {
    synchronized (FirstRunDataSource.class) {
      if (database == null) {
        try {
          FirstRunKeys keys = FirstRunKeys.in(folder);
          database = FirstRunPostgres.start(folder);
          new Welcome(httpPort, tokenTool, keys.tokenKeyFile()).printWhenReady();
        } catch (IOException e) {
          throw new SQLException("the first-run database does not start: " + e.getMessage(), e);
        }
      }
      return database;
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return database().getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // The PostgreSQL driver logs through java.util.logging.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The database is on this machine.
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("org.postgresql");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
