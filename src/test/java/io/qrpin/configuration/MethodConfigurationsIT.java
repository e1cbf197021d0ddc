package io.qrpin.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.attempts.LedgerDatabase;
import io.qrpin.audit.Actor;
import io.qrpin.audit.AuditEvent;
import io.qrpin.configuration.MethodConfiguration.Target;
import io.qrpin.configuration.MethodConfiguration.TargetType;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of the configuration in PostgreSQL, each in a transaction of its own. */
@Timeout(60)
class MethodConfigurationsIT {

  private static final Actor ADMIN = Actor.application("admin", "request-1");

  private static LedgerDatabase database;

  private final Queue<AuditEvent> fired = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() throws IOException, SQLException {
    database = LedgerDatabase.start();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  @BeforeEach
  void forget() {
    database.update("delete from method_configuration");
  }

  private interface Work {
    void on(MethodConfigurations configurations);
  }

  private void inTransaction(Work work) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      work.on(new MethodConfigurations(database.onOwnClock(connection), intoFired()));
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private Event<AuditEvent> intoFired() {
    return (Event<AuditEvent>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Event.class},
            (self, method, arguments) -> {
              fired.add((AuditEvent) arguments[0]);
              return null;
            });
  }

  private MethodConfiguration committed() {
    CompletableFuture<MethodConfiguration> read = new CompletableFuture<>();
    inTransaction(configurations -> read.complete(configurations.committed()));
    return read.join();
  }

  private void change(UnaryOperator<MethodConfiguration> change) {
    inTransaction(configurations -> configurations.change(change, ADMIN));
  }

  private static MethodConfiguration with12Digits(MethodConfiguration it) {
    return new MethodConfiguration(
        it.enabled(), 12, it.codeLifetimeDays(), it.include(), it.exclude());
  }

  private static MethodConfiguration with30Days(MethodConfiguration it) {
    return new MethodConfiguration(
        it.enabled(), it.pinLengthDigits(), 30, it.include(), it.exclude());
  }

  /** Begins a change in another thread, and returns when it waits for a lock or has ended. */
  private CompletableFuture<Void> beginChange(UnaryOperator<MethodConfiguration> change) {
    CompletableFuture<Void> begun = CompletableFuture.runAsync(() -> change(change));
    while (database.waiting() == 0 && !begun.isDone()) {
      Thread.onSpinWait();
    }
    return begun;
  }

  @ParameterizedTest(name = "the configuration was changed before: {0}")
  @ValueSource(booleans = {true, false})
  void twoChangesAtOnceBothSurvive(boolean changedBefore) throws Exception {
    if (changedBefore) {
      change(UnaryOperator.identity());
    }
    CompletableFuture<CompletableFuture<Void>> other = new CompletableFuture<>();

    change(
        before -> {
          other.complete(beginChange(MethodConfigurationsIT::with30Days));
          return with12Digits(before);
        });
    other.join().get(30, TimeUnit.SECONDS);

    assertThat(committed()).isEqualTo(with12Digits(with30Days(MethodConfiguration.DEFAULTS)));
    assertThat(fired)
        .extracting(AuditEvent::details)
        .containsExactly(
            Map.of("pinLengthDigits.before", "8", "pinLengthDigits.after", "12"),
            Map.of("codeLifetimeDays.before", "365", "codeLifetimeDays.after", "30"));
  }

  @Test
  void aChangeThatWaitedForAResetBeginsFromTheDefaults() throws Exception {
    change(MethodConfigurationsIT::with12Digits);
    CompletableFuture<CompletableFuture<Void>> other = new CompletableFuture<>();

    inTransaction(
        configurations -> {
          configurations.reset(ADMIN);
          other.complete(beginChange(MethodConfigurationsIT::with30Days));
        });
    other.join().get(30, TimeUnit.SECONDS);

    assertThat(committed()).isEqualTo(with30Days(MethodConfiguration.DEFAULTS));
  }

  @Test
  void theTargetsComeBackInTheirOrder() {
    MethodConfiguration changed =
        new MethodConfiguration(
            true,
            8,
            365,
            List.of(
                new Target(TargetType.USER, "w2", false), new Target(TargetType.GROUP, "g1", true)),
            List.of(
                new Target(TargetType.USER, "w3", false),
                new Target(TargetType.USER, "w1", false)));

    change(before -> changed);

    assertThat(committed()).isEqualTo(changed);
    inTransaction(
        configurations -> {
          configurations.reset(ADMIN);
          assertThat(configurations.current()).isEqualTo(MethodConfiguration.DEFAULTS);
          assertThat(configurations.committed()).isEqualTo(changed);
        });
    assertThat(committed()).isEqualTo(MethodConfiguration.DEFAULTS);
  }
}
