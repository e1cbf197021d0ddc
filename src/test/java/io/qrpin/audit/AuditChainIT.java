package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.attempts.LedgerDatabase;
import io.qrpin.database.Uuid7;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain over the trail, and its retention by months, on a real PostgreSQL. */
class AuditChainIT {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private static Path folder;

  private static LedgerDatabase database;
  private static AuditLog log;
  private static Checkpoints checkpoints;
  private static KeyStore store;
  private static AuditVerifier verifier;

  @BeforeAll
  static void start() throws IOException, SQLException {
    database = LedgerDatabase.start();
    log = new AuditLog(database.onRealClock());
    checkpoints = new Checkpoints(database.onRealClock());
    store =
        CheckpointKeys.make(folder.resolve("keys.p12"), "-keyalg", "EC", "-groupname", "secp256r1");
    verifier = new AuditVerifier(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  @BeforeEach
  void empty() {
    database.update("truncate credential_event, audit_checkpoint");
  }

  private static AuditChain node() {
    return new AuditChain(
        log,
        new Checkpoints(database.onRealClock()),
        new ChainPolicy(Optional.of(CheckpointKeys.key(store))),
        Clock.systemUTC());
  }

  private static UUID write(Instant at) {
    UUID id = Uuid7.at(at, RANDOM);
    database.update(
        "insert into credential_event (id, occurred_at, event, subscriber_id, details, actor_kind,"
            + " actor_id, request_id, reason, source_address) values (?, ?, 'PinReset', 'ada',"
            + " '{\"code\": \"a\\\"b\"}', 'user', 'ann', 'request-1', 'a reason\n', '2001:db8::1')",
        id,
        at);
    return id;
  }

  private static String only(String sql, Object... values) {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String verdict() {
    List<AuditRow> rows = new ArrayList<>();
    AuditPosition after = AuditPosition.BEGINNING;
    List<AuditRow> page = log.settled(AuditFilter.NONE, after, 500);
    while (!page.isEmpty()) {
      rows.addAll(page);
      after = page.get(page.size() - 1).position();
      page = log.settled(AuditFilter.NONE, after, 500);
    }
    return verifier.verdict(
        CheckpointKeys.certificate(store),
        AuditVerifier.page(checkpoints.page(0, 1_000)),
        AuditVerifier.lines(rows));
  }

  @Test
  void rowsOfEveryFormAreChainedAndVerified() throws SQLException {
    write(Instant.now());
    database.update(
        "insert into credential_event (id, occurred_at, event, actor_kind, actor_id, request_id)"
            + " values (?, now(), 'AccessDenied', 'system', 'qrpin', 'none')",
        Uuid7.at(Instant.now(), RANDOM));

    assertThat(node().extend()).isEqualTo(1);
    assertThat(node().extend()).isZero();
    write(Instant.now());

    assertThat(verdict())
        .startsWith("0 verified: 2 rows")
        .contains("not yet covered by a checkpoint: 1 rows");
    assertThat(log.settled(AuditFilter.NONE, AuditPosition.BEGINNING, 1).get(0).line())
        .matches(
            "\\{\"actorId\":\"ann\",\"actorKind\":\"user\",\"details\":\\{\"code\":\"a\\\\\"b\"},"
                + "\"event\":\"PinReset\",\"id\":\"[0-9a-f-]{36}\","
                + "\"occurredDateTime\":\"[^\"]{27}\",\"reason\":\"a reason\\\\n\","
                + "\"requestId\":\"request-1\",\"sourceAddress\":\"2001:db8::1\","
                + "\"userId\":\"ada\"}");
  }

  @Test
  void aBatchHasABoundAndTheNextCheckpointGoesOn() {
    database.update(
        "insert into credential_event (id, occurred_at, event, actor_kind, actor_id, request_id)"
            + " select gen_random_uuid(), now(), 'PinReset', 'user', 'ann', 'request-1'"
            + " from generate_series(1, ?)",
        2 * AuditChain.BATCH + 1);

    assertThat(node().extend()).isEqualTo(3);
    assertThat(checkpoints.page(0, 10))
        .extracting(it -> it.links().orElseThrow().size())
        .containsExactly(AuditChain.BATCH, AuditChain.BATCH, 1);
    assertThat(checkpoints.page(2, 10)).extracting(Checkpoint::sequence).containsExactly(3L);
    assertThat(verdict()).startsWith("0 verified: 2001 rows");
  }

  @Test
  void withoutAKeyThereIsNoChain() {
    write(Instant.now());
    AuditChain without =
        new AuditChain(log, checkpoints, new ChainPolicy(Optional.empty()), Clock.systemUTC());

    assertThat(without.extend()).isZero();
    assertThat(only("select count(*) from audit_checkpoint")).isEqualTo("0");
  }

  @Test
  void severalNodesAtOnceMakeOneChain() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> works = new ArrayList<>();
      for (int node = 0; node < 4; node++) {
        works.add(
            nodes.submit(
                () -> {
                  int added = 0;
                  for (int i = 0; i < 40; i++) {
                    write(Instant.now());
                    added += node().extend();
                  }
                  return added;
                }));
      }
      int added = 0;
      for (Future<Integer> work : works) {
        added += work.get();
      }
      added += node().extend();

      assertThat(only("select count(*) || ' ' || max(sequence) from audit_checkpoint"))
          .isEqualTo(added + " " + added);
      assertThat(verdict()).startsWith("0 verified: 160 rows");
    } finally {
      nodes.shutdownNow();
    }
  }

  @Test
  void whatTheOwnerOfTheTablesChangesIsFound() throws SQLException {
    List<UUID> ids = List.of(write(Instant.now()), write(Instant.now()), write(Instant.now()));
    node().extend();

    tamper("update credential_event set actor_id = 'bob' where id = '" + ids.get(1) + "'");

    assertThat(verdict()).startsWith("1 NOT VERIFIED: row " + ids.get(1) + " was changed");
    tamper("delete from credential_event where id = '" + ids.get(0) + "'");
    assertThat(verdict()).startsWith("1 NOT VERIFIED: row " + ids.get(0) + " is missing");
  }

  @Test
  void aRowThatIsPutBeforeOthersIsFound() {
    write(Instant.now());
    node().extend();
    UUID added = Uuid7.at(Instant.now(), RANDOM);
    database.update(
        "insert into credential_event (id, occurred_at, event, actor_kind, actor_id, request_id,"
            + " xact) values (?, now(), 'PinReset', 'user', 'ann', 'request-1', '5')",
        added);
    node().extend();

    assertThat(verdict()).startsWith("1 NOT VERIFIED: row " + added + " was added");
  }

  /** As somebody does who owns the tables. */
  private static void tamper(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      statement.execute(sql);
      statement.execute("set session_replication_role = origin");
    }
  }

  // ---- Partitions

  @Test
  void theNextMonthsHavePartitionsAndNoneIsMadeTwice() {
    assertThat(only("select prepare_event_partitions()")).isEqualTo("0");

    for (int ahead = 0; ahead <= 3; ahead++) {
      Instant at = OffsetDateTime.now(ZoneOffset.UTC).plusMonths(ahead).toInstant();
      assertThat(partitionOf(write(at))).isNotEqualTo("credential_event_rest");
    }
    assertThat(partitionOf(write(Instant.now().plus(Duration.ofDays(1_000)))))
        .isEqualTo("credential_event_rest");
  }

  @Test
  void aPartitionLeavesWholeAndTheRestStaysVerifiable() throws SQLException {
    withMonths(
        () -> {
          UUID first = write(months(-4));
          UUID second = write(months(-3));
          UUID third = write(months(-2));
          UUID last = write(Instant.now());
          assertThat(partitionOf(first)).isEqualTo("month_4");
          node().extend();
          assertThat(verdict()).startsWith("0 verified: 4 rows");

          assertThat(retain(endOf(-3))).isZero();
          node().extend();

          assertThat(only("select string_agg(id::text, ' ' order by id) from credential_event"))
              .startsWith(third + " " + last + " ")
              .doesNotContain(second.toString());
          assertThat(
                  only("select to_regclass('month_4') is null and to_regclass('month_3') is null"))
              .isEqualTo("t");
          assertThat(
                  only(
                      "select details ->> 'events' from credential_event"
                          + " where event = 'RetentionApplied'"))
              .isEqualTo("2");
          assertThat(verdict()).startsWith("0 verified: 3 rows, and 2 that left by retention");

          tamper("delete from credential_event where id = '" + third + "'");
          assertThat(verdict()).startsWith("1 NOT VERIFIED: row " + third + " is missing");
        });
  }

  @Test
  void aListWhoseRowsHaveAllLeftLeavesToo() throws SQLException {
    withMonths(
        () -> {
          write(months(-4));
          node().extend();
          database.update("update audit_checkpoint set made_at = made_at - interval '100 days'");
          write(Instant.now());
          node().extend();

          retain(endOf(-3));
          assertThat(checkpoints.page(0, 10)).allMatch(it -> it.links().isPresent());
          retain(endOf(-3));

          assertThat(checkpoints.page(0, 10))
              .extracting(it -> it.links().isPresent())
              .containsExactly(false, true);
        });
  }

  @Test
  void aMonthWithARowThatIsTooYoungStays() throws SQLException {
    withMonths(
        () -> {
          UUID young = write(months(-4));
          tamper("update credential_event set occurred_at = now() where id = '" + young + "'");

          retain(endOf(-3));

          assertThat(partitionOf(young)).isEqualTo("month_4");
          assertThat(only("select to_regclass('month_3') is null")).isEqualTo("t");
        });
  }

  @Test
  void aPartitionThatIsInUseStaysUntilTheNextRun() throws SQLException {
    withMonths(
        () -> {
          UUID old = write(months(-4));
          try (Connection reader = database.connect();
              Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select count(*) from credential_event");
            retain(endOf(-3));
            assertThat(partitionOf(old)).isEqualTo("month_4");
            reader.rollback();
          }
          retain(endOf(-3));
          assertThat(only("select count(*) from credential_event where id = ?", old))
              .isEqualTo("0");
        });
  }

  @Test
  void noOneDeletesRowsThatAreYoungerThanThirtyDays() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> retain(Instant.now().minus(Duration.ofDays(29))))
        .withMessageContaining("append-only");
  }

  /** Work that may fail as the database does. */
  private interface Work {
    void run() throws SQLException;
  }

  /** With a partition for each of the last months, as a server has that has run for long. */
  private static void withMonths(Work work) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("alter table credential_event detach partition credential_event_first");
      for (int ago = 4; ago >= 0; ago--) {
        statement.execute(
            "create table month_%d partition of credential_event for values from ('%s') to ('%s')"
                .formatted(ago, firstId(-ago), ago == 0 ? upper(connection) : firstId(1 - ago)));
      }
    }
    try {
      work.run();
    } finally {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        String upper = upper(connection);
        for (int ago = 4; ago >= 0; ago--) {
          statement.execute("drop table if exists month_" + ago);
        }
        statement.execute(
            "alter table credential_event attach partition credential_event_first"
                + " for values from (minvalue) to ('%s')".formatted(upper));
      }
    }
  }

  /** Where the partitions that the migration made begin. */
  private static String upper(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select min(lower_id::text) from qrpin_event_partitions()"
                    + " where name::text like 'credential_event_2%'")) {
      row.next();
      return row.getString(1);
    }
  }

  private static Instant months(int from) {
    return startOf(from).plus(Duration.ofDays(10));
  }

  private static Instant startOf(int month) {
    return YearMonth.now(ZoneOffset.UTC)
        .plusMonths(month)
        .atDay(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  private static Instant endOf(int month) {
    return startOf(month + 1).plusSeconds(1);
  }

  private static UUID firstId(int month) {
    return new UUID(startOf(month).toEpochMilli() << 16, 0);
  }

  /** Deletes what is older than that; returns how many rows left one by one. */
  private static int retain(Instant before) {
    return Integer.parseInt(
        only(
            "select delete_old_events(make_interval(secs => extract(epoch from now() - ?)::double"
                + " precision), 100, ?)",
            before.atOffset(ZoneOffset.UTC),
            Uuid7.at(Instant.now(), RANDOM)));
  }

  private static String partitionOf(UUID id) {
    return only("select tableoid::regclass from credential_event where id = ?", id);
  }
}
