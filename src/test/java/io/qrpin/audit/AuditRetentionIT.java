package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.database.Uuid7;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trail is append-only, but for one function that deletes its oldest rows. */
class AuditRetentionIT {

  private static final SecureRandom RANDOM = new SecureRandom();

  private static EmbeddedPostgres postgres;
  private static Statements statements;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    statements = new Statements(postgres);
    try (Stream<Path> files = Files.list(Path.of("db/migration"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".sql")).sorted().toList()) {
        statements.execute(Files.readString(file));
      }
    }
    statements.execute("create role app login");
    statements.execute("grant select, insert on credential_event to app");
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    statements.execute("truncate credential_event");
    statements.execute(
        "revoke execute on function delete_old_events(interval, integer, uuid) from app");
  }

  /** An event of that many days ago. */
  private static void event(String name, int daysAgo) throws SQLException {
    Instant at = Instant.now().minus(Duration.ofDays(daysAgo));
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into credential_event (id, occurred_at, event, actor_kind, actor_id,"
                    + " request_id) values (?, ?, ?, 'system', 'qrpin', 'none')")) {
      insert.setObject(1, Uuid7.at(at, RANDOM));
      insert.setObject(2, at.atOffset(ZoneOffset.UTC));
      insert.setString(3, name);
      insert.executeUpdate();
    }
  }

  private static String call(String kept, int most) {
    return "select delete_old_events(interval '%s', %d, '%s')"
        .formatted(kept, most, Uuid7.at(Instant.now(), RANDOM));
  }

  private static String events() throws SQLException {
    return statements.only(
        "select string_agg(event, ' ' order by occurred_at) from credential_event");
  }

  @Test
  void theOldestRowsAreDeletedInBatchesAndEachBatchIsRecorded() throws SQLException {
    event("A", 90);
    event("B", 80);
    event("C", 70);
    event("D", 40);
    event("E", 0);

    assertThat(statements.only(call("60 days", 2))).isEqualTo("2");
    assertThat(events()).isEqualTo("C D E RetentionApplied");
    assertThat(statements.only(call("60 days", 2))).isEqualTo("1");
    assertThat(events()).isEqualTo("D E RetentionApplied RetentionApplied");
    assertThat(statements.only(call("60 days", 2))).isEqualTo("0");

    assertThat(events()).isEqualTo("D E RetentionApplied RetentionApplied");
    assertThat(
            statements.only(
                "select string_agg(details ->> 'events', ' ' order by occurred_at)"
                    + " from credential_event where event = 'RetentionApplied'"))
        .isEqualTo("2 1");
  }

  @Test
  void twoCallsAtOnceDeleteEachRowOnce() throws Exception {
    for (int i = 0; i < 400; i++) {
      event("A", 100);
    }
    List<Thread> nodes =
        Stream.generate(
                () ->
                    new Thread(
                        () -> {
                          try {
                            statements.execute(call("60 days", 1000));
                          } catch (SQLException e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .limit(4)
            .toList();
    nodes.forEach(Thread::start);
    for (Thread node : nodes) {
      node.join();
    }
    assertThat(
            statements.only(
                "select sum((details ->> 'events')::integer) || ' ' || count(*) filter"
                    + " (where event = 'A') from credential_event"))
        .isEqualTo("400 0");
  }

  @Test
  @DisplayName("An audit row that is younger than 30 days is never deleted.")
  void aRowThatIsYoungerThanThirtyDaysIsNeverDeleted() throws SQLException {
    event("A", 40);
    event("B", 20);

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> statements.execute(call("10 days", 10)))
        .withMessageContaining("append-only");
    assertThat(events()).isEqualTo("A B");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "delete from credential_event",
        "update credential_event set reason = 'x'",
        "set qrpin.deletes_old_events = 'on'; update credential_event set reason = 'x'"
      })
  void everyOtherWayToChangeAnOldRowIsRefused(String statement) throws SQLException {
    event("A", 400);

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> statements.execute(statement))
        .withMessageContaining("append-only");
    assertThat(events()).isEqualTo("A");
  }

  @Test
  void aRoleThatDoesNotOwnTheTrailNeedsOnlyTheRightToCallTheFunction() throws SQLException {
    event("A", 400);
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () ->
                statements.executeAs(
                    "app", "set qrpin.deletes_old_events = 'on'; delete from credential_event"))
        .withMessageContaining("permission denied");
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> statements.executeAs("app", call("60 days", 10)))
        .withMessageContaining("permission denied for function");

    statements.execute(
        "grant execute on function delete_old_events(interval, integer, uuid) to app");
    statements.executeAs(
        "app",
        "create temporary table credential_event (id uuid, occurred_at timestamptz); "
            + call("60 days", 10));

    assertThat(events()).isEqualTo("RetentionApplied");
  }

  @Test
  void afterTheCallTheTrailIsClosedAgain() throws SQLException {
    event("A", 400);
    event("B", 300);

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () ->
                statements.execute(
                    "begin; " + call("60 days", 1) + "; delete from credential_event"))
        .withMessageContaining("append-only");
    assertThat(events()).isEqualTo("A B");
  }
}
