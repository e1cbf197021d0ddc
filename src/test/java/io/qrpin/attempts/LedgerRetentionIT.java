package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.attempts.LedgerRetention.Entry;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.subscriber.SubscriberId;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger that is deleted because its owner has left gives no guess and no old PIN back. */
class LedgerRetentionIT {

  private static final Duration KEPT = Duration.ofDays(395);
  private static final SubscriberId ADA = new SubscriberId("ada");
  private static final SubscriberId BEN = new SubscriberId("ben");
  private static final Actor BY = Actor.application("till", "request-1");
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private static LedgerDatabase database;

  @BeforeAll
  static void start() throws IOException, SQLException {
    database = LedgerDatabase.start();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  @BeforeEach
  void empty() {
    database.setClock(NOW);
    database.update("delete from attempt_ledger");
    database.update("update attempt_floor set generation = 0, epoch = 0");
  }

  private static LedgerStore store(Connection connection) {
    return new LedgerStore(
        database.onOwnClock(connection),
        () ->
            "used as (select subscriber_id, last_used_at from mine where :code::uuid is not null)",
        ThrottlingPolicy.STANDARD,
        Clock.systemUTC(),
        new SecureRandom());
  }

  private static int reset(SubscriberId subscriber) throws SQLException {
    try (Connection connection = database.connect()) {
      return store(connection).reset(subscriber, BY).generation().number();
    }
  }

  private static Set<SubscriberId> delete(SubscriberId... people) throws SQLException {
    try (Connection connection = database.connect()) {
      return new LedgerRetention(database.onOwnClock(connection)).delete(List.of(people), KEPT);
    }
  }

  private static List<Entry> page(String after, int most) {
    return new LedgerRetention(database.onOwnClock()).page(after, KEPT, most);
  }

  private static void pass(Duration time) {
    database.moveClock(time.toSeconds());
  }

  @Test
  void aLedgerIsOldWhenItsOwnerWasSeenLongAgo() throws SQLException {
    reset(ADA);
    pass(KEPT);
    assertThat(page("", 10)).containsExactly(new Entry(ADA, false));
    assertThat(delete(ADA)).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(page("", 10)).containsExactly(new Entry(ADA, true));
    assertThat(delete(ADA, BEN)).containsExactly(ADA);
    assertThat(page("", 10)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"last_used_at", "failing_since", "lease_until", "reset_at"})
  void everyTraceOfItsOwnerKeepsALedger(String column) throws SQLException {
    reset(ADA);
    pass(KEPT.plusDays(10));
    database.update("update attempt_ledger set " + column + " = ?", NOW.plus(Duration.ofDays(20)));

    assertThat(page("", 10)).containsExactly(new Entry(ADA, false));
    assertThat(delete(ADA)).isEmpty();
  }

  @Test
  void anAttemptARightPinAndAChangeAreTracesOfTheOwner() throws SQLException {
    reset(ADA);
    pass(KEPT.plusDays(1));
    try (Connection connection = database.connect()) {
      LedgerStore store = store(connection);
      assertThat(page("", 10)).containsExactly(new Entry(ADA, true));
      Charge charge = store.charge(ADA).orElseThrow();
      assertThat(page("", 10)).containsExactly(new Entry(ADA, false));
      assertThat(store.change(charge, Optional.empty())).map(Generation::number).contains(2);
    }
    database.update("update attempt_ledger set lease_until = null");
    assertThat(page("", 10)).containsExactly(new Entry(ADA, false));
  }

  @Test
  void pagesAreInTheOrderOfIdsAndMissNobody() throws SQLException {
    reset(BEN);
    reset(ADA);
    assertThat(page("", 1)).extracting(Entry::subscriber).containsExactly(ADA);
    assertThat(page("ada", 1)).extracting(Entry::subscriber).containsExactly(BEN);
    assertThat(page("ben", 1)).isEmpty();
  }

  @Test
  void withoutALedgerNothingIsCharged() throws SQLException {
    reset(ADA);
    pass(KEPT.plusDays(1));
    delete(ADA);
    try (Connection connection = database.connect()) {
      assertThat(store(connection).charge(ADA)).isEmpty();
      assertThat(store(connection).obstacle(ADA)).isEqualTo(new LedgerStore.Obstacle.OpenCharges());
    }
  }

  @Test
  @DisplayName(
      "After the data of a worker who left is deleted, no generation of a PIN is used again.")
  void aNewLedgerBeginsAboveEveryOneThatWasDeleted() throws SQLException {
    for (int i = 1; i <= 7; i++) {
      assertThat(reset(BEN)).isEqualTo(i);
    }
    assertThat(reset(ADA)).isEqualTo(1);
    pass(KEPT.plusDays(1));

    assertThat(delete(BEN)).containsExactly(BEN);
    assertThat(delete(ADA)).containsExactly(ADA);

    assertThat(reset(BEN)).isEqualTo(8);
    assertThat(reset(ADA)).isEqualTo(8);
    assertThat(database.row(ADA).epoch()).isEqualTo(8);
    assertThat(reset(ADA)).isEqualTo(9);
  }

  @Test
  void aChargeOfADeletedLedgerSettlesNothing() throws SQLException {
    reset(ADA);
    try (Connection connection = database.connect()) {
      LedgerStore store = store(connection);
      Charge old = store.charge(ADA).orElseThrow();
      pass(KEPT.plusDays(1));
      assertThat(delete(ADA)).containsExactly(ADA);
      reset(ADA);
      store.charge(ADA).orElseThrow();

      assertThat(store.change(old, Optional.empty())).isEmpty();
      assertThat(store.proven(old, Optional.empty(), BY)).isEmpty();
      assertThat(store.wrong(old, Optional.empty(), RefusalReason.WRONG_PIN, BY)).isEmpty();
      store.giveBack(old);
      assertThat(database.row(ADA).open()).isEqualTo(1);
    }
  }

  /** The reset begins first, and would see the numbers of before if it did not look again. */
  @Test
  void aResetThatWaitsForTheDeletionBeginsAboveTheDeletedLedger() throws Exception {
    for (int i = 1; i <= 5; i++) {
      reset(ADA);
    }
    pass(KEPT.plusDays(1));
    try (Connection deleting = database.connect()) {
      deleting.setAutoCommit(false);
      assertThat(new LedgerRetention(database.onOwnClock(deleting)).delete(List.of(ADA), KEPT))
          .containsExactly(ADA);
      CompletableFuture<Integer> generation =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return reset(ADA);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      while (database.waiting() == 0) {
        Thread.onSpinWait();
      }
      deleting.commit();

      assertThat(generation.get()).isEqualTo(6);
    }
  }

  private static void keep(SubscriberId subscriber) throws SQLException {
    try (Connection connection = database.connect()) {
      store(connection).keep(subscriber);
    }
  }

  @Test
  void anOwnersDeletionIsATraceOfTheOwnerAndKeepsEverythingElse() throws SQLException {
    reset(ADA);
    database.update(
        "update attempt_ledger set failures = 7, total_failures = 9, unlock_owed = true, epoch = 4");
    pass(KEPT.plusDays(1));
    assertThat(page("", 10)).containsExactly(new Entry(ADA, true));

    keep(ADA);

    assertThat(page("", 10)).containsExactly(new Entry(ADA, false));
    database.update(
        "delete from attempt_ledger where (generation, epoch, failures, total_failures, unlock_owed)"
            + " = (1, 4, 7, 9, true)");
    assertThat(page("", 10)).as("the rest is as it was").isEmpty();
  }

  @Test
  void anOwnersDeletionBeginsALedgerAboveTheOneThatWasDeleted() throws SQLException {
    database.update("update attempt_floor set generation = 5, epoch = 8");

    keep(ADA);

    assertThat(database.row(ADA).epoch()).isEqualTo(9);
    assertThat(database.row(ADA).generation()).isEqualTo(6);
  }

  @Test
  void aLedgerThatIsInUseIsSkipped() throws SQLException {
    reset(ADA);
    reset(BEN);
    pass(KEPT.plusDays(1));
    try (Connection resetting = database.connect()) {
      resetting.setAutoCommit(false);
      store(resetting).reset(ADA, BY);

      assertThat(delete(ADA, BEN)).containsExactly(BEN);
      resetting.rollback();
    }
    assertThat(delete(ADA, BEN)).containsExactly(ADA);
  }
}
