package io.qrpin.firstrun;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The first-run server's data source. The first connection makes the keys and starts PostgreSQL.
 *
 * <p>Liberty creates it from {@code <jdbcDriver>} and sets its properties before the first use.
 * Thread safety: safe from then on.
 */
public class FirstRunDataSource extends PGSimpleDataSource {

  private static final long serialVersionUID = 1L;

  /** Shared by all data sources of the server, because they use one database. */
  private static DataSource database;

  private String folder;
  private int httpPort;
  private String tokenTool;
  private String project;
  private String compilers;
  private String wars;

  /** Sets the folder that keeps the database and the keys between runs. */
  public void setFolder(String folder) {
    this.folder = folder;
  }

  /** Sets the port that the server listens on; the welcome line names it. */
  public void setHttpPort(int httpPort) {
    this.httpPort = httpPort;
  }

  /** Sets the program that makes sample tokens; the welcome line names it. */
  public void setTokenTool(String tokenTool) {
    this.tokenTool = tokenTool;
  }

  /** Sets the folder of the project that Maven runs. A packaged server has none. */
  public void setProject(String project) {
    this.project = project;
  }

  /** Sets the folder with the compilers of the reader of QR codes and of the desk's pages. */
  public void setCompilers(String compilers) {
    this.compilers = compilers;
  }

  /** Sets the folder from which the server starts the sample application and the desk. */
  public void setWars(String wars) {
    this.wars = wars;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return database().getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  private DataSource database() throws SQLException {
    synchronized (FirstRunDataSource.class) {
      if (database == null) {
        try {
          Path kept = absolute(folder);
          Path tokenKey = FirstRunKeys.makeIn(kept);
          database = FirstRunPostgres.start(kept);
          new FirstRunApplications(absolute(project), absolute(compilers), absolute(wars))
              .packInBackground();
          new Welcome(httpPort, absolute(tokenTool), tokenKey).printWhenReady();
        } catch (IOException e) {
          throw new SQLException("the first-run database does not start: " + e.getMessage(), e);
        }
      }
      return database;
    }
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
