package io.qrpin.retention;

import io.qrpin.database.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A PostgreSQL with the schema that ships. A thread's transaction is what it runs in. */
final class RetentionDatabase implements AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final ThreadLocal<Connection> transaction = new ThreadLocal<>();

  private RetentionDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static RetentionDatabase start() throws IOException {
    RetentionDatabase started =
        new RetentionDatabase(EmbeddedPostgres.builder().setServerConfig("fsync", "off").start());
    try (Stream<Path> files = Files.list(Path.of("db/migration"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".sql")).sorted().toList()) {
        started.execute(Files.readString(file));
      }
    }
    return started;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  Database database() {
    DataSource joined =
        proxy(
            DataSource.class,
            (self, method, arguments) -> {
              Connection current = transaction.get();
              return proxy(
                  Connection.class,
                  (it, called, values) -> {
                    if (called.getName().equals("close")) {
                      return null;
                    }
                    try {
                      return called.invoke(current, values);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  });
            });
    return new Database(
        postgres.getPostgresDatabase(),
        joined,
        proxy(
            TransactionSynchronizationRegistry.class,
            (self, method, arguments) -> transaction.get()));
  }

  /** Commits at the end, or rolls back if the work fails. */
  boolean inTransaction(BooleanSupplier work) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      connection.setAutoCommit(false);
      transaction.set(connection);
      try {
        boolean result = work.getAsBoolean();
        connection.commit();
        return result;
      } finally {
        transaction.remove();
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String only(String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            RetentionDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
