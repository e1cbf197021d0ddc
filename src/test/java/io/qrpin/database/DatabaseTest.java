package io.qrpin.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

  private final List<String> used = new ArrayList<>();
  private final List<Object> bound = new ArrayList<>();
  private final Queue<String> failures = new LinkedList<>();
  private boolean autoCommit = true;
  private boolean inTransaction;

  private final Database database =
      new Database(
          source("own"),
          source("shared"),
          proxy(
              TransactionSynchronizationRegistry.class,
              (self, method, arguments) -> inTransaction ? "transaction" : null));

  private DataSource source(String name) {
    PreparedStatement statement =
        proxy(
            PreparedStatement.class,
            (self, method, arguments) -> {
              if (method.getName().equals("setObject")) {
                bound.add(arguments[1]);
              }
              if (!method.getName().equals("executeQuery")) {
                return null;
              }
              used.add(name);
              if (!failures.isEmpty()) {
                throw new SQLException("failed", failures.remove());
              }
              return oneRow();
            });
    Connection connection =
        proxy(
            Connection.class,
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getAutoCommit" -> autoCommit;
                  case "prepareStatement" -> statement;
                  default -> null;
                });
    return proxy(DataSource.class, (self, method, arguments) -> connection);
  }

  private static ResultSet oneRow() {
    Queue<Boolean> rows = new LinkedList<>(List.of(true, false));
    return proxy(
        ResultSet.class,
        (self, method, arguments) -> method.getName().equals("next") ? rows.remove() : null);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            DatabaseTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private List<String> alone() {
    return database.alone(Sql.of(":a").with("a", 1), row -> "row");
  }

  private List<String> joined() {
    return database.joined(Sql.of(":a").with("a", 1), row -> "row");
  }

  @Test
  void aStatementAloneStaysOutOfTheCallersTransaction() {
    inTransaction = true;

    assertThat(alone()).containsExactly("row");
    assertThat(used).containsExactly("own");
  }

  @Test
  void aJoinedStatementIsPartOfTheCallersTransaction() {
    inTransaction = true;

    assertThat(joined()).containsExactly("row");
    assertThat(used).containsExactly("shared");
    assertThat(database.isInTransaction()).isTrue();
  }

  @Test
  void withoutATransactionAJoinedStatementIsAlone() {
    assertThat(joined()).containsExactly("row");
    assertThat(used).containsExactly("own");
    assertThat(database.isInTransaction()).isFalse();
  }

  @Test
  void aDataSourceThatTakesPartInTransactionsIsRefused() {
    autoCommit = false;

    assertThatIllegalStateException().isThrownBy(this::alone);
    assertThat(used).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01"})
  void whatTheDatabaseHasUndoneIsTriedThreeTimes(String state) {
    failures.addAll(List.of(state, state));
    assertThat(alone()).containsExactly("row");

    failures.addAll(List.of(state, state, state));
    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(this::alone);
    assertThat(used).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "23505"})
  void aStatementAloneWhoseOutcomeIsUnknownIsNotRepeated(String state) {
    failures.add(state);

    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(this::alone);
    assertThat(used).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01"})
  void afterALostConnectionAJoinedStatementRunsOnceMore(String state) {
    failures.add(state);
    assertThat(joined()).containsExactly("row");

    failures.addAll(List.of(state, state));
    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(this::joined);
    assertThat(used).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "40001", "23505"})
  void inATransactionNothingIsRepeated(String state) {
    inTransaction = true;
    failures.add(state);

    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(this::joined);
    assertThat(used).hasSize(1);
  }

  @Test
  void anInstantIsBoundInUtc() {
    Instant at = Instant.parse("2026-03-01T00:00:00.000001Z");

    database.alone(Sql.of(":at :null").with("at", at).with("null", null), row -> "row");

    assertThat(bound).containsExactly(at.atOffset(ZoneOffset.UTC), null);
  }
}
