package io.qrpin.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.configuration.MethodConfiguration.Target;
import io.qrpin.configuration.MethodConfiguration.TargetType;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two transactions that change the configuration at once. */
class ConfigurationStoreIT {

  private EmbeddedPostgres postgres;

  @BeforeEach
  void start() throws Exception {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    try (Stream<Path> files = Files.list(Path.of("db/migration"));
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (Path file : files.filter(it -> it.toString().endsWith(".sql")).sorted().toList()) {
        statement.execute(Files.readString(file));
      }
    }
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void noChangeOfTwoAtOnceIsLost() throws Exception {
    try (Connection first = connect();
        Connection second = connect()) {
      inOwnTransaction(first).lock();
      first.commit();
      ConfigurationStore one = inOwnTransaction(first);
      MethodConfiguration before = one.lock();
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(
              () -> {
                ConfigurationStore two = inOwnTransaction(second);
                two.write(excluding(two.lock(), "two"));
              });
      awaitOneThatWaits();

      one.write(excluding(before, "one"));
      first.commit();
      other.get(30, TimeUnit.SECONDS);
      second.commit();

      assertThat(inOwnTransaction(first).current().exclude())
          .extracting(Target::id)
          .containsExactly("one", "two");
    }
  }

  private static MethodConfiguration excluding(MethodConfiguration before, String id) {
    List<Target> exclude = new ArrayList<>(before.exclude());
    exclude.add(new Target(TargetType.USER, id, false));
    return new MethodConfiguration(
        before.enabled(),
        before.pinLengthDigits(),
        before.codeLifetimeDays(),
        before.include(),
        exclude);
  }

  private void awaitOneThatWaits() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      for (int i = 0; i < 600; i++) {
        try (var row =
            statement.executeQuery("select exists (select from pg_locks where not granted)")) {
          row.next();
          if (row.getBoolean(1)) {
            return;
          }
        }
        Thread.sleep(50);
      }
      throw new AssertionError("nobody waits");
    }
  }

  private Connection connect() throws SQLException {
    return postgres.getPostgresDatabase().getConnection();
  }

  private static ConfigurationStore inOwnTransaction(Connection connection) {
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Connection kept =
        proxy(
            Connection.class,
            (self, method, arguments) -> {
              try {
                return method.getName().equals("close")
                    ? null
                    : method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    DataSource shared = proxy(DataSource.class, (self, method, arguments) -> kept);
    TransactionSynchronizationRegistry transactions =
        proxy(
            TransactionSynchronizationRegistry.class, (self, method, arguments) -> "a transaction");
    return new ConfigurationStore(new Database(null, shared, transactions));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            ConfigurationStoreIT.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
