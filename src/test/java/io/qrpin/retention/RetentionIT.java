package io.qrpin.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.attempts.LedgerRetention;
import io.qrpin.audit.Actor;
import io.qrpin.audit.AuditEvent;
import io.qrpin.audit.AuditRetention;
import io.qrpin.audit.RetentionApplied;
import io.qrpin.bulk.BulkRetention;
import io.qrpin.credential.HistoryRetention;
import io.qrpin.database.Database;
import io.qrpin.subscriber.DirectoryUnavailable;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs of the retention, of one node and of several, on a real database. */
class RetentionIT {

  private static final int DAYS = 395;
  private static final RetentionPolicy POLICY =
      new RetentionPolicy(Duration.ofDays(DAYS), Duration.ofDays(100));

  private static RetentionDatabase database;

  private final ConcurrentLinkedQueue<RetentionApplied> applied = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() throws IOException {
    database = RetentionDatabase.start();
    Logger.getLogger(Leavers.class.getName()).setLevel(Level.OFF);
  }

  @AfterAll
  static void stop() throws IOException {
    Logger.getLogger(Leavers.class.getName()).setLevel(null);
    database.close();
  }

  @BeforeEach
  void empty() {
    database.execute(
        "truncate qr_code_pin_method, qr_pin, qr_code, remembered_pin, attempt_ledger,"
            + " credential_event; update retention_run set due_at = now(), position = '',"
            + " holder = null, lease_until = now()");
  }

  /** A server: it has beans of its own, and shares the database. */
  private Retention node(
      RetentionPolicy policy,
      Function<SubscriberId, Optional<Subscriber>> byId,
      Consumer<RetentionApplied> observer) {
    Database own = database.database();
    RetentionRuns runs = new RetentionRuns(own);
    LedgerRetention ledgers = new LedgerRetention(own);
    HistoryRetention histories = new HistoryRetention(own);
    SecureRandom random = new SecureRandom();
    AuditRetention audit = new AuditRetention(own, Clock.systemUTC(), random);
    RetentionTransactions transactions =
        new RetentionTransactions(
            runs,
            policy,
            ledgers,
            histories,
            audit,
            new BulkRetention(own),
            events(observer),
            Clock.systemUTC()) {
          @Override
          boolean deletePeople(UUID holder, Set<SubscriberId> leavers, Optional<String> position) {
            return database.inTransaction(() -> super.deletePeople(holder, leavers, position));
          }

          @Override
          boolean deleteEvents(UUID holder, int most) {
            return database.inTransaction(() -> super.deleteEvents(holder, most));
          }

          @Override
          boolean deleteRuns(UUID holder, int most) {
            return database.inTransaction(() -> super.deleteRuns(holder, most));
          }
        };
    return new Retention(
        policy, runs, transactions, ledgers, histories, directory(byId), Clock.systemUTC(), random);
  }

  private Retention node() {
    return node(POLICY, RetentionIT::nobody, applied::add);
  }

  private static Optional<Subscriber> nobody(SubscriberId id) {
    return Optional.empty();
  }

  @SuppressWarnings("unchecked")
  private static Event<AuditEvent> events(Consumer<RetentionApplied> observer) {
    return RetentionDatabase.proxy(
        Event.class,
        (self, method, arguments) -> {
          observer.accept((RetentionApplied) arguments[0]);
          return null;
        });
  }

  private static UserDirectory directory(Function<SubscriberId, Optional<Subscriber>> byId) {
    return new UserDirectory() {
      @Override
      public Optional<Subscriber> findById(SubscriberId id) {
        return byId.apply(id);
      }

      @Override
      public Optional<Subscriber> findByUserPrincipalName(String userPrincipalName) {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** People p0001, p0002 and so on, each with a ledger and two PINs in the history. */
  private static void people(int many, int daysAgo) {
    database.execute(
        ("insert into attempt_ledger (subscriber_id, generation, reset_at)"
                + " select 'p' || lpad(n::text, 4, '0'), 3, now() - interval '%d days'"
                + " from generate_series(1, %d) n;"
                + " insert into remembered_pin (subscriber_id, generation, pin_id, hash, replaced_at)"
                + " select subscriber_id, g, gen_random_uuid(), 'x', reset_at"
                + " from attempt_ledger, generate_series(1, 2) g on conflict do nothing")
            .formatted(daysAgo, many));
  }

  private static void methodOf(String subscriber) {
    database.execute(
        "insert into qr_code_pin_method (subscriber_id, id, created_at) values ('"
            + subscriber
            + "', gen_random_uuid(), now() - interval '2 years')");
  }

  private static String kept() {
    return database.only(
        "select (select count(*) from attempt_ledger) || ' ' ||"
            + " (select count(*) from remembered_pin)");
  }

  private static String ledgers() {
    return database.only(
        "select string_agg(subscriber_id, ' ' order by subscriber_id) from attempt_ledger");
  }

  private static void isDueAgain() {
    database.execute("update retention_run set due_at = now()");
  }

  private int deleted() {
    return applied.stream().mapToInt(RetentionApplied::ledgers).sum();
  }

  @Test
  void historyAndLedgerOfAPersonWithoutAMethodEndTogetherAndTheTrailSaysHowMany() {
    people(3, DAYS + 1);

    node().sweep(RetentionTask.PEOPLE);

    assertThat(kept()).isEqualTo("0 0");
    assertThat(applied)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.ledgers()).isEqualTo(3);
              assertThat(event.rememberedPins()).isEqualTo(6);
              assertThat(event.by().kind()).isEqualTo(Actor.Kind.SYSTEM);
            });
  }

  @Test
  void aPersonWhoWasSeenOrHasAMethodAndIsKnownIsKept() {
    people(4, DAYS + 1);
    database.execute(
        "update attempt_ledger set last_used_at = now() where subscriber_id = 'p0001'");
    methodOf("p0002");
    methodOf("p0003");

    node(
            POLICY,
            id -> id.value().equals("p0002") ? Optional.of(Subscriber.named(id, "x")) : nobody(id),
            applied::add)
        .sweep(RetentionTask.PEOPLE);

    assertThat(ledgers()).isEqualTo("p0001 p0002");
    assertThat(kept()).isEqualTo("2 4");
  }

  @Test
  void aDirectoryThatDoesNotAnswerDeletesNobodyWhoHasAMethod() {
    people(3, DAYS + 1);
    methodOf("p0002");
    methodOf("p0003");

    node(
            POLICY,
            id -> {
              throw new DirectoryUnavailable("away");
            },
            applied::add)
        .sweep(RetentionTask.PEOPLE);

    assertThat(ledgers()).isEqualTo("p0002 p0003");
  }

  @Test
  void aPersonWhoComesBackWhileTheDirectoryIsAskedIsKept() {
    people(1, DAYS + 1);
    methodOf("p0001");

    node(
            POLICY,
            id -> {
              database.execute("update attempt_ledger set reset_at = now()");
              return nobody(id);
            },
            applied::add)
        .sweep(RetentionTask.PEOPLE);

    assertThat(kept()).isEqualTo("1 2");
    assertThat(applied).isEmpty();
  }

  @Test
  void aRunIsDueOnceADayAndOneThatDeletesNothingIsNotRecorded() {
    node().sweep(RetentionTask.PEOPLE);
    people(1, DAYS + 1);
    node().sweep(RetentionTask.PEOPLE);
    assertThat(kept()).isEqualTo("1 2");
    assertThat(applied).isEmpty();

    isDueAgain();
    node().sweep(RetentionTask.PEOPLE);
    assertThat(kept()).isEqualTo("0 0");
  }

  @Test
  void zeroKeepsEverything() {
    people(1, 4_000);
    database.execute(
        "insert into credential_event (id, occurred_at, event, actor_kind, actor_id, request_id)"
            + " values ('00000000-0000-7000-8000-000000000000', 'epoch', 'A', 'system', 'q', 'n')");
    Retention node =
        node(new RetentionPolicy(Duration.ZERO, Duration.ZERO), RetentionIT::nobody, applied::add);

    node.sweep(RetentionTask.PEOPLE);
    node.sweep(RetentionTask.AUDIT);
    assertThat(kept()).isEqualTo("1 2");
    assertThat(database.only("select count(*) from credential_event")).isEqualTo("1");

    node().sweep(RetentionTask.AUDIT);
    assertThat(database.only("select event from credential_event")).isEqualTo("RetentionApplied");
  }

  @Test
  void bulkRunsAreForgottenSevenDaysAfterTheirKeyWasLastUsed() {
    database.execute(
        "insert into bulk_run (id, actor_kind, actor_id, idempotency_key, digest, used_at)"
            + " select gen_random_uuid(), 'user', 'u', 'k' || n, sha256(''), now() - n * interval '1 day'"
            + " from generate_series(1, 30) n;"
            + " insert into bulk_line select id, 'l', 's', now() from bulk_run");

    node().sweep(RetentionTask.BULK);

    assertThat(database.only("select count(*) from bulk_run")).isEqualTo("6");
    assertThat(database.only("select count(*) from bulk_line")).isEqualTo("6");
  }

  @Test
  void theAuditIsDeletedInBatchesUntilNoOldRowIsLeft() {
    int many = 2 * Retention.BATCH;
    database.execute(
        "insert into credential_event (id, occurred_at, event, actor_kind, actor_id, request_id)"
            + " select ('0000' || lpad(to_hex(n), 8, '0') || '70008000000000000000')::uuid,"
            + " now() - interval '200 days', 'A', 'system', 'q', 'n' from generate_series(1, "
            + many
            + ") n");

    node().sweep(RetentionTask.AUDIT);

    assertThat(
            database.only(
                "select string_agg(event || ' ' || (details ->> 'events'), ', ')"
                    + " from credential_event"))
        .isEqualTo("RetentionApplied 500, RetentionApplied 500");
    assertThat(database.only("select due_at > now() from retention_run where task = 'audit'"))
        .isEqualTo("t");
  }

  @Test
  void nodesThatSweepAtOnceDeleteEachRowOnce() throws Exception {
    int many = 3 * Retention.BATCH + 7;
    people(many, DAYS + 1);
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    CountDownLatch together = new CountDownLatch(4);
    List<Future<?>> sweeps = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sweeps.add(
          nodes.submit(
              () -> {
                together.countDown();
                together.await();
                node().sweep(RetentionTask.PEOPLE);
                return null;
              }));
    }
    for (Future<?> sweep : sweeps) {
      sweep.get();
    }
    nodes.shutdown();

    assertThat(kept()).isEqualTo("0 0");
    assertThat(deleted()).isEqualTo(many);
    assertThat(applied.stream().mapToInt(RetentionApplied::rememberedPins).sum())
        .isEqualTo(2 * many);
    assertThat(applied).hasSize(4);
  }

  @Test
  void whileOneNodeWorksNoOtherDoes() throws Exception {
    people(1, DAYS + 1);
    methodOf("p0001");
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch otherIsDone = new CountDownLatch(1);
    Retention slow =
        node(
            POLICY,
            id -> {
              working.countDown();
              await(otherIsDone);
              return nobody(id);
            },
            applied::add);
    Thread first = new Thread(() -> slow.sweep(RetentionTask.PEOPLE));
    first.start();
    await(working);

    node().sweep(RetentionTask.PEOPLE);
    assertThat(kept()).isEqualTo("1 2");
    otherIsDone.countDown();
    first.join();
    assertThat(kept()).isEqualTo("0 0");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stands for the end of a server: no code of ours catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aRunThatIsKilledInTheMiddleOfABatchIsResumedByAnotherNode() {
    people(3 * Retention.BATCH, DAYS + 1);
    Retention dying =
        node(
            POLICY,
            RetentionIT::nobody,
            event -> {
              if (applied.size() == 1) {
                assertThat(
                        database.only("select position from retention_run where task = 'people'"))
                    .isEqualTo("p0500");
                throw new Killed();
              }
              applied.add(event);
            });

    assertThatThrownBy(() -> dying.sweep(RetentionTask.PEOPLE)).isInstanceOf(Killed.class);
    assertThat(kept()).isEqualTo("1000 2000");
    node().sweep(RetentionTask.PEOPLE);
    assertThat(kept()).as("before the lease has ended").isEqualTo("1000 2000");

    database.execute("update retention_run set lease_until = now()");
    node().sweep(RetentionTask.PEOPLE);

    assertThat(kept()).isEqualTo("0 0");
    assertThat(deleted()).isEqualTo(3 * Retention.BATCH);
  }

  @Test
  void aResumedRunGoesOnWhereTheLastBatchEnded() {
    people(3, DAYS + 1);
    database.execute("update retention_run set position = 'p0001' where task = 'people'");

    node().sweep(RetentionTask.PEOPLE);
    assertThat(ledgers()).isEqualTo("p0001");

    isDueAgain();
    node().sweep(RetentionTask.PEOPLE);
    assertThat(kept()).isEqualTo("0 0");
  }

  @Test
  void aNodeThatHasLostItsLeaseDeletesNothing() {
    people(1, DAYS + 1);
    methodOf("p0001");
    String other = "00000000-0000-7000-8000-000000000001";

    node(
            POLICY,
            id -> {
              database.execute("update retention_run set holder = '" + other + "'");
              return nobody(id);
            },
            applied::add)
        .sweep(RetentionTask.PEOPLE);

    assertThat(kept()).isEqualTo("1 2");
    assertThat(database.only("select holder from retention_run where task = 'people'"))
        .isEqualTo(other);
  }
}
