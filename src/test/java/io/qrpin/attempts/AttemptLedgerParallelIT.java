package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.FiredEvents;
import io.qrpin.attempts.ChargeOutcome.Busy;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.PinOftenGuessed;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.audit.SignInEvent.SignInLocked;
import io.qrpin.audit.SignInEvent.SignInRefused;
import io.qrpin.audit.SignInEvent.SignInUnlocked;
import io.qrpin.credential.StoredCodeUse;
import io.qrpin.database.Database;
import io.qrpin.subscriber.SubscriberId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Many attempts at once on one subscriber. One that waits for ever fails, and stops no build. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class AttemptLedgerParallelIT {

  private static final Actor SOMEBODY = Actor.application("till", "request-1");
  private static final int THREADS = 16;
  private static final Duration LEASE = ThrottlingPolicy.STANDARD.lease();
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FAR_AWAY = Instant.parse("2100-01-01T00:00:00Z");

  private static LedgerDatabase database;

  private final SubscriberId subscriber = new SubscriberId(UUID.randomUUID().toString());
  private final ConcurrentLinkedQueue<SignInEvent> fired = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final UUID code;

  AttemptLedgerParallelIT() {
    database.addMethod(subscriber);
    code = database.addCode(subscriber, "standard", LONG_AGO, FAR_AWAY);
    reset();
    fired.clear();
  }

  @BeforeAll
  static void start() throws IOException, SQLException {
    database = LedgerDatabase.start();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  @AfterEach
  void letThreadsGo() {
    threads.shutdownNow();
  }

  private AttemptLedger onRealClock() {
    return ledgerOn(database.onRealClock());
  }

  private AttemptLedger onOwnClock() {
    return ledgerOn(database.onOwnClock());
  }

  private AttemptLedger ledgerOn(Database connections) {
    return ledgerOn(connections, ThrottlingPolicy.STANDARD);
  }

  /** Another server that has been given other settings already. */
  private AttemptLedger withOneFreeGuess() {
    ThrottlingPolicy standard = ThrottlingPolicy.STANDARD;
    return ledgerOn(
        database.onOwnClock(),
        new ThrottlingPolicy(
            1,
            standard.waits(),
            standard.longestWait(),
            standard.limit(),
            standard.lifetimeLimit(),
            standard.repeatWindow(),
            standard.maxRepeats(),
            standard.lease(),
            standard.patience()));
  }

  private AttemptLedger ledgerOn(Database connections, ThrottlingPolicy policy) {
    return new AttemptLedger(storeOn(connections, policy), new FiredEvents<>(fired::add));
  }

  private static LedgerStore storeOn(Database connections, ThrottlingPolicy policy) {
    return new LedgerStore(
        connections, new StoredCodeUse(), policy, Clock.systemUTC(), new SecureRandom());
  }

  private static LedgerStore storeIn(Connection transaction) {
    return storeOn(database.onOwnClock(transaction), ThrottlingPolicy.STANDARD);
  }

  private interface Change<R> {
    R in(Connection connection) throws SQLException;
  }

  /** A change of the credential: it takes the method first, as every such change does. */
  private <R> R changing(Change<R> change) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      run(connection, "select 1 from qr_code_pin_method where subscriber_id = ? for update");
      R result = change.in(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, subscriber.value());
      statement.execute();
    }
  }

  private int reset() {
    return changing(
        connection -> storeIn(connection).reset(subscriber, SOMEBODY).generation().number());
  }

  private <R> List<R> inParallel(int times, IntFunction<R> work) {
    return results(
        IntStream.range(0, times).mapToObj(i -> threads.submit(() -> work.apply(i))).toList());
  }

  private static <R> List<R> results(List<Future<R>> futures) {
    List<R> results = new ArrayList<>();
    for (Future<R> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return results;
  }

  /** Does all of it while a transaction holds the row, and lets it go when all wait for that. */
  private <R> List<R> whileHeld(Change<?> held, boolean committed, List<Callable<R>> works) {
    return whileHeld(held, committed, works, () -> {});
  }

  private <R> List<R> whileHeld(
      Change<?> held, boolean committed, List<Callable<R>> works, Runnable meanwhile) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      run(connection, "select 1 from attempt_ledger where subscriber_id = ? for update");
      held.in(connection);
      List<Future<R>> futures = works.stream().map(threads::submit).toList();
      while (database.waiting() < works.size()) {
        Thread.onSpinWait();
      }
      meanwhile.run();
      if (committed) {
        connection.commit();
      } else {
        connection.rollback();
      }
      return results(futures);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private <R> List<R> twiceAtOnce(Callable<R> work) {
    return whileHeld(connection -> true, true, List.of(work, work));
  }

  /** As long as hashing might take, in other attempts' turns. */
  private void pause() {
    int turns = ThreadLocalRandom.current().nextInt(4);
    for (int i = 0; i < turns; i++) {
      database.row(subscriber);
    }
  }

  /** Asks until there is an answer; empty where it is a lock. */
  private Optional<Charge> patientCharge(AttemptLedger ledger, Runnable whenBusy) {
    while (true) {
      ChargeOutcome outcome = ledger.charge(subscriber);
      if (!(outcome instanceof Busy)) {
        return outcome instanceof Charge charge ? Optional.of(charge) : Optional.empty();
      }
      whenBusy.run();
    }
  }

  private Optional<Charge> patientCharge(AttemptLedger ledger) {
    return patientCharge(ledger, this::pause);
  }

  private static Charge charged(AttemptLedger ledger, SubscriberId subscriber) {
    return (Charge) ledger.charge(subscriber);
  }

  private static Optional<byte[]> tag(int number) {
    return Optional.of(ByteBuffer.allocate(4).putInt(number).array());
  }

  private long events(Class<? extends SignInEvent> type) {
    return fired.stream().filter(type::isInstance).count();
  }

  /** Returns which of them were compared. */
  private List<Boolean> fourHundredWrongGuessesAtOnce(AttemptLedger ledger) {
    return inParallel(
        400,
        i -> {
          Optional<Charge> charge = patientCharge(ledger);
          pause();
          charge.ifPresent(it -> ledger.wrong(it, tag(i), RefusalReason.WRONG_PIN, SOMEBODY));
          return charge.isPresent();
        });
  }

  @Test
  void ofFourHundredWrongGuessesAtOnceFiveAreCompared() {
    AttemptLedger ledger = onRealClock();

    List<Boolean> compared = fourHundredWrongGuessesAtOnce(ledger);

    assertThat(compared).filteredOn(it -> it).hasSize(5);
    assertThat(database.row(subscriber).failures()).isEqualTo(5);
    assertThat(events(SignInRefused.class)).isEqualTo(5);
    assertThat(events(SignInLocked.class)).isEqualTo(1);
  }

  @Test
  void ofManyChargesAtOnceNoMoreThanFiveAreMade() {
    AttemptLedger ledger = onOwnClock();

    List<ChargeOutcome> outcomes = inParallel(400, i -> ledger.charge(subscriber));

    assertThat(outcomes).filteredOn(Charge.class::isInstance).hasSizeLessThanOrEqualTo(5);
    while (ledger.charge(subscriber) instanceof Charge) {
      Thread.onSpinWait();
    }
    assertThat(database.row(subscriber).open()).isEqualTo(5);
  }

  @Test
  void whoHasNotPaidYetDoesNotWaitForTheRow() throws SQLException {
    AttemptLedger ledger = onOwnClock();
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      run(connection, "select 1 from attempt_ledger where subscriber_id = ? for update");

      assertThat(ledger.charge(subscriber)).isInstanceOf(Busy.class);

      connection.rollback();
    }
    assertThat(ledger.charge(subscriber)).isInstanceOf(Charge.class);
  }

  @Test
  void aResetThatWaitedForAnUnlockDoesNotTellItAgain() {
    lock(onOwnClock());

    whileHeld(
        connection -> {
          run(connection, "update attempt_ledger set unlock_owed = false where subscriber_id = ?");
          return true;
        },
        true,
        List.of(this::reset));

    assertThat(database.audit(subscriber))
        .extracting(LedgerModel.Audited::event)
        .doesNotContain("SignInUnlocked");
  }

  @Test
  void everyHundredthWrongGuessIsRecordedAndNoneBetween() {
    AttemptLedger ledger = onOwnClock();
    List<Integer> recorded = new ArrayList<>();

    for (int before : List.of(98, 198, 298)) {
      guessedBefore(before);
      for (int i = 0; i < 4; i++) {
        ledger.wrong(
            charged(ledger, subscriber), tag(before + i), RefusalReason.WRONG_PIN, SOMEBODY);
      }
      ledger.signedIn(charged(ledger, subscriber), code, SOMEBODY);
    }

    fired.stream()
        .filter(PinOftenGuessed.class::isInstance)
        .forEach(event -> recorded.add(((PinOftenGuessed) event).totalFailures()));
    assertThat(recorded).containsExactly(100, 200, 300);
  }

  @Test
  void abandonedGuessesThatPassAHundredTogetherAreRecorded() {
    AttemptLedger ledger = onOwnClock();
    guessedBefore(198);
    IntStream.range(0, 4).forEach(i -> charged(ledger, subscriber));
    database.moveClock(10);

    charged(ledger, subscriber);

    assertThat(fired)
        .filteredOn(PinOftenGuessed.class::isInstance)
        .extracting(event -> ((PinOftenGuessed) event).totalFailures())
        .containsExactly(202);
  }

  @Test
  void ofFourHundredWrongGuessesAtOnceNoMoreAreComparedThanTheLifetimeLimitLeaves() {
    AttemptLedger ledger = onRealClock();
    guessedBefore(997);

    List<Boolean> compared = fourHundredWrongGuessesAtOnce(ledger);

    assertThat(compared).filteredOn(it -> it).hasSize(3);
    assertThat(database.row(subscriber).totalFailures()).isEqualTo(1_000);
    assertThat(fired)
        .filteredOn(SignInLocked.class::isInstance)
        .extracting(event -> ((SignInLocked) event).until())
        .containsExactly(Optional.empty());
    assertThat(ledger.charge(subscriber)).isEqualTo(Lock.UNTIL_RESET);
  }

  @Test
  void rightPinsAtOnceAllGetThroughWhereTheLifetimeLimitLeavesOneGuess() {
    AttemptLedger ledger = onRealClock();
    guessedBefore(999);

    List<Boolean> signedIn =
        inParallel(
            20,
            i -> {
              Charge charge = patientCharge(ledger).orElseThrow();
              pause();
              return ledger.signedIn(charge, code, SOMEBODY).isPresent();
            });

    assertThat(signedIn).hasSize(20).containsOnly(true);
    assertThat(database.row(subscriber).totalFailures()).isEqualTo(999);
  }

  @Test
  void abandonedGuessesUpToTheLifetimeLimitLockUntilReset() {
    AttemptLedger ledger = onOwnClock();
    guessedBefore(998);
    IntStream.range(0, 2).forEach(i -> charged(ledger, subscriber));
    assertThat(ledger.charge(subscriber)).isInstanceOf(Busy.class);
    database.moveClock(10);

    assertThat(ledger.charge(subscriber)).isEqualTo(Lock.UNTIL_RESET);
    database.moveClock(1_000_000);
    LedgerStore store = storeOn(database.onOwnClock(), ThrottlingPolicy.STANDARD);
    assertThat(store.unlockable(1_000)).doesNotContain(subscriber);
    assertThat(store.unlock(subscriber)).isEmpty();
    assertThat(ledger.charge(subscriber)).isEqualTo(Lock.UNTIL_RESET);

    reset();
    assertThat(ledger.charge(subscriber)).isInstanceOf(Charge.class);
  }

  @Test
  void aRepeatedGuessDoesNotReachTheLifetimeLimit() {
    AttemptLedger ledger = onOwnClock();
    guessedBefore(998);

    for (int i = 0; i < 5; i++) {
      ledger.wrong(charged(ledger, subscriber), tag(1), RefusalReason.WRONG_PIN, SOMEBODY);
    }

    assertThat(database.row(subscriber).totalFailures()).isEqualTo(999);
    assertThat(ledger.signedIn(charged(ledger, subscriber), code, SOMEBODY)).isPresent();
  }

  /** As if a right PIN had ended each run of them. */
  private void guessedBefore(int times) {
    database.update(
        "update attempt_ledger set total_failures = ? where subscriber_id = ?",
        times,
        subscriber.value());
  }

  @Test
  void fiftyRightOnesAtOnceAllGetThrough() {
    AttemptLedger ledger = onRealClock();

    List<Boolean> signedIn =
        inParallel(
            50,
            i -> {
              Charge charge = patientCharge(ledger).orElseThrow();
              pause();
              return ledger.signedIn(charge, code, SOMEBODY).isPresent();
            });

    assertThat(signedIn).hasSize(50).containsOnly(true);
    assertThat(database.row(subscriber).open()).isZero();
  }

  @Test
  void whereManyAttemptsAreAbandonedStillFiveAreCompared() {
    AttemptLedger ledger = onOwnClock();

    List<Boolean> compared =
        inParallel(
            400,
            i -> {
              Optional<Charge> charge = patientCharge(ledger, () -> database.moveClock(0.5));
              pause();
              charge
                  .filter(it -> i % 5 > 1)
                  .ifPresent(it -> ledger.wrong(it, tag(i), RefusalReason.WRONG_PIN, SOMEBODY));
              return charge.isPresent();
            });

    assertThat(compared).filteredOn(it -> it).hasSize(5);
    assertThat(database.row(subscriber).failures()).isEqualTo(5);
    assertThat(events(SignInLocked.class)).isEqualTo(1);
  }

  @Test
  void anEndedLeaseCountsOnceWhenManyFindItAtOnce() {
    AttemptLedger ledger = onOwnClock();
    charged(ledger, subscriber);
    charged(ledger, subscriber);
    database.moveClock(LEASE.toSeconds());

    inParallel(THREADS, i -> ledger.charge(subscriber));

    assertThat(database.row(subscriber).failures()).isEqualTo(2);
    assertThat(database.row(subscriber).epoch()).isEqualTo(2);
    assertThat(events(SignInRefused.class)).isEqualTo(1);
  }

  @Test
  void anUnlockIsRecordedOnceWhenManyFindItAtOnce() {
    AttemptLedger ledger = onOwnClock();
    lock(ledger);
    database.moveClock(60);

    List<ChargeOutcome> outcomes = inParallel(THREADS, i -> ledger.charge(subscriber));

    assertThat(outcomes).filteredOn(Charge.class::isInstance).hasSize(1);
    assertThat(events(SignInUnlocked.class)).isEqualTo(1);
  }

  @Test
  void aResetAndAnAttemptTellAnUnlockOnceBetweenThem() {
    AttemptLedger ledger = onOwnClock();
    lock(ledger);
    database.moveClock(60);

    ChargeOutcome meanwhile =
        changing(
            connection -> {
              storeIn(connection).reset(subscriber, SOMEBODY);
              return ledger.charge(subscriber);
            });

    assertThat(meanwhile).isInstanceOf(Busy.class);
    assertThat(ledger.charge(subscriber)).isInstanceOf(Charge.class);
    assertThat(events(SignInUnlocked.class)).isZero();
    assertThat(database.audit(subscriber))
        .filteredOn(audited -> audited.event().equals("SignInUnlocked"))
        .hasSize(1);
  }

  private void lock(AttemptLedger ledger) {
    for (int i = 0; i < 5; i++) {
      ledger.wrong(charged(ledger, subscriber), tag(i), RefusalReason.WRONG_PIN, SOMEBODY);
    }
    assertThat(ledger.charge(subscriber)).isInstanceOf(Lock.class);
  }

  @Test
  void twoSettlesAtOnceBothCount() {
    AttemptLedger ledger = onOwnClock();
    Charge charge = charged(ledger, subscriber);
    charged(ledger, subscriber);
    AtomicInteger number = new AtomicInteger();

    twiceAtOnce(
        () -> {
          ledger.wrong(charge, tag(number.incrementAndGet()), RefusalReason.WRONG_PIN, SOMEBODY);
          return true;
        });

    assertThat(database.row(subscriber).failures()).isEqualTo(2);
    assertThat(database.row(subscriber).guesses()).hasSize(2);
    assertThat(database.row(subscriber).open()).isZero();
  }

  @Test
  void theSamePinTypedTwiceAtOnceCountsOnce() {
    AttemptLedger ledger = onOwnClock();
    Charge charge = charged(ledger, subscriber);
    charged(ledger, subscriber);

    twiceAtOnce(
        () -> {
          ledger.wrong(charge, tag(1), RefusalReason.WRONG_PIN, SOMEBODY);
          return true;
        });

    assertThat(database.row(subscriber).failures()).isEqualTo(1);
    assertThat(database.row(subscriber).repeats()).isEqualTo(1);
    assertThat(database.row(subscriber).open()).isZero();
  }

  @Test
  void aWrongPinIsRecognisedForFiveMinutesAndNotAMicrosecondLonger() {
    AttemptLedger ledger = onOwnClock();
    Duration window = ThrottlingPolicy.STANDARD.repeatWindow();

    ledger.wrong(charged(ledger, subscriber), tag(1), RefusalReason.WRONG_PIN, SOMEBODY);
    database.moveClock(window.toSeconds() - 0.000_001);
    ledger.wrong(charged(ledger, subscriber), tag(1), RefusalReason.WRONG_PIN, SOMEBODY);
    assertThat(database.row(subscriber).failures()).isEqualTo(1);

    database.moveClock(0.000_001);
    ledger.wrong(charged(ledger, subscriber), tag(1), RefusalReason.WRONG_PIN, SOMEBODY);
    assertThat(database.row(subscriber).failures()).isEqualTo(2);
  }

  @Test
  void anAttemptThatWaitedForAResetIsRefused() {
    AttemptLedger ledger = onOwnClock();
    Charge charge = charged(ledger, subscriber);

    List<Optional<Instant>> signedIn =
        whileHeld(
            connection -> storeIn(connection).reset(subscriber, SOMEBODY),
            true,
            List.of(() -> ledger.signedIn(charge, code, SOMEBODY)));

    assertThat(signedIn).containsExactly(Optional.empty());
    assertThat(database.lastUse(code)).isEmpty();
  }

  @Test
  void anAttemptThatWaitedForAResetWhichWasUndoneIsBelieved() {
    AttemptLedger ledger = onOwnClock();
    Charge charge = charged(ledger, subscriber);

    List<Optional<Instant>> signedIn =
        whileHeld(
            connection -> storeIn(connection).reset(subscriber, SOMEBODY),
            false,
            List.of(() -> ledger.signedIn(charge, code, SOMEBODY)));

    assertThat(signedIn.get(0)).isPresent();
  }

  @Test
  void anAttemptThatWaitedForTheCodeToBeDeletedIsRefused() {
    AttemptLedger ledger = onOwnClock();
    Charge charge = charged(ledger, subscriber);

    List<Optional<Instant>> signedIn =
        whileHeld(
            connection -> {
              run(connection, "delete from qr_code where subscriber_id = ?");
              return true;
            },
            true,
            List.of(() -> ledger.signedIn(charge, code, SOMEBODY)));

    assertThat(signedIn).containsExactly(Optional.empty());
    assertThat(database.row(subscriber).open()).isEqualTo(1);
  }

  @Test
  void aRightPinThatWaitedForTheRowUntilItsLeaseEndedIsRefused() {
    AttemptLedger ledger = onOwnClock();
    Charge charge = charged(ledger, subscriber);

    List<Optional<Instant>> signedIn =
        whileHeld(
            connection -> true,
            false,
            List.of(() -> ledger.signedIn(charge, code, SOMEBODY)),
            () -> database.moveClock(LEASE.toSeconds()));

    assertThat(signedIn).containsExactly(Optional.empty());
  }

  @Test
  void aRightPinDoesNotOpenALockThatAnotherServerMadeMeanwhile() {
    AttemptLedger ledger = onOwnClock();
    Charge charge = charged(ledger, subscriber);
    charged(ledger, subscriber);

    withOneFreeGuess().wrong(charge, tag(1), RefusalReason.WRONG_PIN, SOMEBODY);

    assertThat(ledger.signedIn(charge, code, SOMEBODY)).isEmpty();
    assertThat(ledger.charge(subscriber)).isInstanceOf(Lock.class);
  }

  @Test
  void aLockIsNotForgottenWhereAServerThatCountsFewerFailuresSettlesTheRest() {
    AttemptLedger ledger = onOwnClock();
    Charge charge = charged(ledger, subscriber);
    charged(ledger, subscriber);
    charged(ledger, subscriber);
    withOneFreeGuess().wrong(charge, tag(1), RefusalReason.WRONG_PIN, SOMEBODY);

    ledger.wrong(charge, tag(2), RefusalReason.WRONG_PIN, SOMEBODY);
    database.moveClock(LEASE.toSeconds());
    ChargeOutcome expired = ledger.charge(subscriber);
    database.moveClock(60);
    ChargeOutcome unlocked = ledger.charge(subscriber);

    assertThat(expired).isInstanceOf(Lock.class);
    assertThat(unlocked).isInstanceOf(Charge.class);
    assertThat(events(SignInLocked.class)).isEqualTo(1);
    assertThat(events(SignInUnlocked.class)).isEqualTo(1);
    assertThat(database.row(subscriber).failures()).isEqualTo(3);
  }

  @Test
  void noAttemptWithTheOldPinIsBelievedAfterAReset() {
    AttemptLedger ledger = onRealClock();
    AtomicInteger holds = new AtomicInteger(database.row(subscriber).generation());
    AtomicInteger believed = new AtomicInteger();
    AtomicInteger late = new AtomicInteger();

    inParallel(
        1_350,
        i -> {
          if (i % 9 == 0) {
            int generation = reset();
            holds.accumulateAndGet(generation, Math::max);
            return true;
          }
          Charge charge = patientCharge(ledger).orElseThrow();
          pause();
          int before = holds.get();
          boolean signedIn = ledger.signedIn(charge, code, SOMEBODY).isPresent();
          believed.addAndGet(signedIn ? 1 : 0);
          late.addAndGet(signedIn && charge.generation() < before ? 1 : 0);
          return true;
        });

    assertThat(late).hasValue(0);
    assertThat(believed).hasPositiveValue();
    assertThat(database.row(subscriber).generation()).isEqualTo(151);
    assertThat(database.row(subscriber).open()).isZero();
  }

  @Test
  void changesAndSignInsNeverWaitForEachOtherInACircle() {
    AttemptLedger ledger = onRealClock();

    inParallel(
        600,
        i -> {
          Charge charge = patientCharge(ledger).orElseThrow();
          return switch (i % 4) {
            case 0 ->
                changingCodeToo(resets -> resets.change(charge, Optional.of(code)).isPresent());
            case 1 -> changingCodeToo(resets -> resets.reset(subscriber, SOMEBODY) != null);
            default -> ledger.signedIn(charge, code, SOMEBODY).isPresent();
          };
        });

    assertThat(database.failures()).isEmpty();
    assertThat(database.row(subscriber).open()).isZero();
    assertThat(database.row(subscriber).generation()).isGreaterThan(1);
  }

  private boolean changingCodeToo(Predicate<LedgerStore> change) {
    return changing(
        connection -> {
          boolean changed = change.test(storeIn(connection));
          run(connection, "update qr_code set expires_at = expires_at where subscriber_id = ?");
          return changed;
        });
  }
}
