package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.attempts.LedgerDatabase;
import io.qrpin.database.Uuid7;
import io.qrpin.subscriber.SubscriberId;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers of the trail miss no row, however late it commits, and see none twice. */
class AuditLogIT {

  private static final SecureRandom RANDOM = new SecureRandom();

  private static LedgerDatabase database;
  private static AuditLog log;

  @BeforeAll
  static void start() throws IOException, SQLException {
    database = LedgerDatabase.start();
    log = new AuditLog(database.onRealClock());
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  @BeforeEach
  void empty() {
    database.update("truncate credential_event");
  }

  private static UUID write(Connection connection, Instant at, String event) throws SQLException {
    UUID id = Uuid7.at(at, RANDOM);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into credential_event (id, occurred_at, event, subscriber_id, actor_kind,"
                + " actor_id, request_id) values (?, ?, ?, 'ada', 'user', 'ann', 'request-1')")) {
      insert.setObject(1, id);
      insert.setObject(2, at.atOffset(ZoneOffset.UTC));
      insert.setString(3, event);
      insert.executeUpdate();
    }
    return id;
  }

  private static UUID write(Instant at, String event) throws SQLException {
    try (Connection connection = database.connect()) {
      return write(connection, at, event);
    }
  }

  private static List<UUID> ids(List<AuditRow> rows) {
    return rows.stream().map(AuditRow::id).toList();
  }

  /** Everything that a reader gets who goes on from the last row until there is none. */
  private static List<UUID> copy(int most) {
    List<UUID> all = new ArrayList<>();
    AuditPosition after = AuditPosition.BEGINNING;
    while (true) {
      List<AuditRow> page = log.settled(AuditFilter.NONE, after, most);
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(ids(page));
      after = page.get(page.size() - 1).position();
    }
  }

  @Test
  void aRowThatCommitsLateIsNotSkippedByAReaderWhoHasSeenLaterOnes() throws SQLException {
    Instant now = Instant.now();
    UUID first = write(now, "PinCreated");
    List<AuditRow> seen = log.settled(AuditFilter.NONE, AuditPosition.BEGINNING, 10);
    AuditPosition after = seen.get(0).position();

    try (Connection slow = database.connect()) {
      slow.setAutoCommit(false);
      UUID late = write(slow, now.plusMillis(1), "PinReset");
      UUID next = write(now.plusMillis(2), "PinChanged");

      assertThat(ids(seen)).containsExactly(first);
      assertThat(log.settled(AuditFilter.NONE, after, 10)).isEmpty();
      slow.commit();
      assertThat(ids(log.settled(AuditFilter.NONE, after, 10))).containsExactly(late, next);
    }
  }

  @Test
  void aTransactionThatIsRolledBackHoldsNothingBack() throws SQLException {
    UUID kept;
    try (Connection slow = database.connect()) {
      slow.setAutoCommit(false);
      write(slow, Instant.now(), "PinReset");
      kept = write(Instant.now(), "PinChanged");
      slow.rollback();
    }

    assertThat(copy(10)).containsExactly(kept);
  }

  @Test
  void rowsFromBeforeTransactionsWereRecordedComeFirstInTheOrderOfTheirIds() throws SQLException {
    Instant now = Instant.now();
    UUID newest = write(now, "PinCreated");
    List<UUID> old = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      UUID id = Uuid7.at(now.minusSeconds(100 - i), RANDOM);
      database.update(
          "insert into credential_event (id, occurred_at, event, actor_kind, actor_id, request_id,"
              + " xact) values (?, ?, 'PinReset', 'user', 'ann', 'request-1', '0')",
          id,
          now);
      old.add(id);
    }

    List<UUID> expected = new ArrayList<>(old);
    expected.add(newest);
    for (int most : List.of(1, 2, 3, 5, 6, 10)) {
      assertThat(copy(most)).as("pages of %d", most).isEqualTo(expected);
    }
  }

  @Test
  void transactionsAreOrderedAsNumbers() {
    List<UUID> expected = new ArrayList<>();
    for (String xact : List.of("9", "10", "99", "100")) {
      UUID id = Uuid7.at(Instant.now(), RANDOM);
      database.update(
          "insert into credential_event (id, occurred_at, event, actor_kind, actor_id, request_id,"
              + " xact) values (?, now(), 'PinReset', 'user', 'ann', 'request-1', ?::text::xid8)",
          id,
          xact);
      expected.add(id);
    }

    for (int most : List.of(1, 3, 10)) {
      assertThat(copy(most)).as("pages of %d", most).isEqualTo(expected);
    }
  }

  @Test
  void thePlaceOfATransactionThatHasNotBegunIsOfAnotherCluster() throws SQLException {
    write(Instant.now(), "PinCreated");
    AuditPosition last =
        log.settled(AuditFilter.NONE, AuditPosition.BEGINNING, 1).get(0).position();

    assertThat(log.isOfAnotherCluster(last)).isFalse();
    assertThat(log.isOfAnotherCluster(AuditPosition.BEGINNING)).isFalse();
    assertThat(log.isOfAnotherCluster(new AuditPosition(last.xact() + 1_000_000, last.id())))
        .isTrue();
  }

  @Test
  void pagesOfTheLatestRowsAreStableWhileRowsAreAdded() throws SQLException {
    Instant now = Instant.now();
    List<UUID> newestFirst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      newestFirst.add(0, write(now.plusMillis(i), "PinReset"));
    }

    List<UUID> read = new ArrayList<>(ids(log.latest(AuditFilter.NONE, Optional.empty(), 2)));
    write(now.plusMillis(10), "PinReset");
    read.addAll(ids(log.latest(AuditFilter.NONE, Optional.of(read.get(1)), 2)));
    write(now.plusMillis(11), "PinReset");
    read.addAll(ids(log.latest(AuditFilter.NONE, Optional.of(read.get(3)), 2)));

    assertThat(read).isEqualTo(newestFirst);
  }

  @Test
  void everyPartOfAFilterCountsForBothOrders() throws SQLException {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    UUID reset = write(noon, "PinReset");
    UUID changed = write(noon.plusSeconds(60), "PinChanged");

    assertFinds(filter("ada", "ann", null, null, null), reset, changed);
    assertFinds(filter("bob", null, null, null, null));
    assertFinds(filter(null, "bob", null, null, null));
    assertFinds(filter(null, null, "PinReset", null, null), reset);
    assertFinds(filter(null, null, null, noon.plusSeconds(60), null), changed);
    assertFinds(filter(null, null, null, null, noon.plusSeconds(60)), reset);
    assertFinds(
        filter(null, null, null, Instant.parse("0001-01-01T00:00:00Z"), noon.plusSeconds(61)),
        reset,
        changed);
  }

  private static AuditFilter filter(
      String subject, String actor, String event, Instant from, Instant to) {
    return new AuditFilter(
        Optional.ofNullable(subject).map(SubscriberId::new),
        Optional.ofNullable(actor).map(SubscriberId::new),
        Optional.ofNullable(event),
        Optional.ofNullable(from),
        Optional.ofNullable(to));
  }

  private static void assertFinds(AuditFilter filter, UUID... expected) {
    assertThat(ids(log.latest(filter, Optional.empty(), 10)))
        .as("%s", filter)
        .containsExactlyInAnyOrder(expected);
    assertThat(ids(log.settled(filter, AuditPosition.BEGINNING, 10)))
        .as("%s", filter)
        .containsExactly(expected);
  }
}
