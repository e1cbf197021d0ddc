package io.qrpin.settings;

import io.qrpin.database.Database;
import io.qrpin.database.DatabaseUnavailable;
import io.qrpin.database.Sql;
import io.qrpin.settings.Settings.InvalidSetting;
import io.qrpin.subscriber.SqlUserDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The data sources that the server or the application must have. A missing one would otherwise be
 * noticed by the first worker who needs it, as a {@code NullPointerException}.
 */
@ApplicationScoped
class DataSources {

  private static final String CHANGES = "jdbc/qrpin";
  private static final String ATTEMPTS = "jdbc/qrpin-attempts";
  private static final Sql ASK = Sql.of("select 1");

  private Database database;
  private SqlUserDirectory.Queries directory;

  protected DataSources() {}

  @Inject
  DataSources(Database database, SqlUserDirectory.Queries directory) {
    this.database = database;
    this.directory = directory;
  }

  /**
   * Asks each data source once, the one for changes in a transaction, as its users do.
   *
   * @throws IllegalStateException if one is missing or gives no connection; the message names it
   * @throws InvalidSetting if the directory's one is missing
   */
  @Transactional
  void requireAll() {
    for (String name : List.of(CHANGES, ATTEMPTS)) {
      if (!exists("java:comp/env/" + name)) {
        throw new IllegalStateException("there is no data source " + name);
      }
    }
    if (!exists(directory.dataSource())) {
      throw new InvalidSetting("qrpin.directory.data-source", "names no data source");
    }
    requireAnswer(CHANGES, () -> database.joined(ASK.bound(), row -> true));
    requireAnswer(ATTEMPTS, () -> database.alone(ASK.bound(), row -> true));
  }

  private static boolean exists(String name) {
    try {
      return InitialContext.doLookup(name) != null;
    } catch (NamingException e) {
      return false;
    }
  }

  private static void requireAnswer(String name, Runnable question) {
    try {
      question.run();
    } catch (DatabaseUnavailable e) {
      throw unanswered(name, "qrpin.db.", e);
    }
  }

  /**
   * @param settings how the names of its settings in the shipped files begin
   */
  static IllegalStateException unanswered(String name, String settings, Exception cause) {
    IllegalStateException failed =
        new IllegalStateException(
            "%s; the data source %s does not answer; in qrpin-postgresql.xml its settings are %s*"
                .formatted(Startup.firstCause(cause), name, settings));
    failed.addSuppressed(cause);
    return failed;
  }
}
