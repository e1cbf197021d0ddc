package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.FiredEvents;
import io.qrpin.MovingClock;
import io.qrpin.attempts.LedgerModel.Audited;
import io.qrpin.attempts.LedgerModel.Row;
import io.qrpin.attempts.SignInLocks.Unlocking;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.audit.SignInEvent.SignInLocked;
import io.qrpin.audit.SignInEvent.SignInRefused;
import io.qrpin.audit.SignInEvent.SignInUnlocked;
import io.qrpin.credential.StoredCodeUse;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.event.Event;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A random walk through the ledger: two subscribers, several attempts in flight, and whatever can
 * happen to them. Each step is taken in the database and in the model, and both must show the same
 * outcome, events and rows; some things must hold whatever the model says.
 */
final class LedgerWalk {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Actor SOMEBODY = Actor.application("till", "request-1");
  private static final int TAGS = 5;

  private record ValidCode(SubscriberId of, Instant start, Instant expiry) {}

  /** The walk's own knowledge of a subscriber. */
  private static final class Seen {
    int guessedBefore;
    int outstanding;
    int failures;
    int generation;
    long epoch;
    final Set<Optional<ByteBuffer>> madeBefore = new HashSet<>();
    boolean locked;
  }

  private final LedgerDatabase database;
  private final Random random;
  private final boolean restarts;
  private final boolean clockJumpsBack;
  private final MovingClock clock = new MovingClock(START);
  private final Map<UUID, ValidCode> valid = new HashMap<>();
  private final List<UUID> codes = new ArrayList<>();
  private final List<SubscriberId> subscribers;
  private final Map<UUID, Instant> lastUses = new HashMap<>();
  private final Map<SubscriberId, Seen> seen = new HashMap<>();
  private final List<Charge> inFlight = new ArrayList<>();
  private final List<SignInEvent> fired = new ArrayList<>();
  private final List<SignInEvent> expected = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private final LedgerModel model;
  private ThrottlingPolicy policy;

  LedgerWalk(LedgerDatabase database, long seed) {
    this.database = database;
    this.random = new Random(seed);
    this.restarts = seed % 2 == 0;
    this.clockJumpsBack = seed % 3 == 0;
    this.policy = anyPolicy();
    this.model =
        new LedgerModel(
            policy,
            clock,
            (subscriber, code, at) ->
                Optional.ofNullable(valid.get(code))
                    .filter(it -> it.of().equals(subscriber))
                    .filter(it -> !at.isBefore(it.start()) && at.isBefore(it.expiry()))
                    .isPresent());
    this.subscribers =
        Stream.of("one-", "two-").map(name -> new SubscriberId(name + seed)).toList();
    database.update("delete from attempt_ledger");
    database.setClock(START);
    subscribers.forEach(this::enrol);
  }

  private LedgerStore storeOn(Connection connection) {
    return new LedgerStore(
        database.onOwnClock(connection),
        new StoredCodeUse(),
        policy,
        Clock.systemUTC(),
        new SecureRandom());
  }

  private void enrol(SubscriberId subscriber) {
    seen.put(subscriber, new Seen());
    database.addMethod(subscriber);
    addCode(subscriber, "standard", START.minusSeconds(1), START.plus(Duration.ofDays(395)));
    addCode(subscriber, "temporary", START.plusSeconds(20), START.plusSeconds(200));
    codes.add(UUID.randomUUID());
    same(ledger -> ledger.reset(subscriber, SOMEBODY));
    seen.get(subscriber).generation = 1;
    int before = any(List.of(0, 95, 98, 195));
    database.update(
        "update attempt_ledger set total_failures = ? where subscriber_id = ?",
        before,
        subscriber.value());
    model.guessedBefore(subscriber, before);
    seen.get(subscriber).guessedBefore = before;
  }

  private void addCode(SubscriberId subscriber, String kind, Instant start, Instant expiry) {
    UUID code = database.addCode(subscriber, kind, start, expiry);
    valid.put(code, new ValidCode(subscriber, start, expiry));
    codes.add(code);
  }

  private ThrottlingPolicy anyPolicy() {
    return new ThrottlingPolicy(
        1 + random.nextInt(5),
        IntStream.of(1, 3, 10).limit(1 + random.nextInt(3)).mapToObj(Duration::ofSeconds).toList(),
        Duration.ofSeconds(30),
        1 + random.nextInt(12),
        any(List.of(100, 101, 200, 1_000)),
        Duration.ofMillis(5_000L * random.nextInt(4)),
        random.nextInt(4),
        Duration.ofMillis(2_000 + 500L * random.nextInt(10)),
        Duration.ZERO);
  }

  /** Takes so many steps. */
  void walk(int steps) {
    for (int i = 0; i < steps; i++) {
      fired.clear();
      expected.clear();
      step();
      compare();
    }
    List<Audited> written = new ArrayList<>();
    subscribers.forEach(subscriber -> written.addAll(database.audit(subscriber)));
    assertThat(written).as(this::toString).containsExactlyInAnyOrderElementsOf(model.audit());
    valid
        .keySet()
        .forEach(
            code ->
                assertThat(database.lastUse(code))
                    .as(this::toString)
                    .isEqualTo(Optional.ofNullable(lastUses.get(code))));
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 35) {
      charge();
    } else if (dice < 55) {
      wrong();
    } else if (dice < 60) {
      right(this::signedIn);
    } else if (dice < 62) {
      right(this::proven);
    } else if (dice < 65) {
      right(this::change);
    } else if (dice < 69) {
      giveBack();
    } else if (dice < 72) {
      crash();
    } else if (dice < 74) {
      reset();
    } else if (dice < 75) {
      unlockAtOnce();
    } else if (dice < 76) {
      undoneReset();
    } else if (dice < 77) {
      path.add("sweep");
      same(
          ledger -> {
            ledger.unlockAbsent(1_000);
            return true;
          });
    } else if (dice < 80) {
      restart();
    } else {
      passTime();
    }
  }

  private void charge() {
    SubscriberId subscriber = any(subscribers);
    path.add("charge " + subscriber);
    ChargeOutcome outcome = same(ledger -> ledger.charge(subscriber));
    noteExpired(subscriber);
    if (outcome instanceof Charge charge) {
      inFlight.add(charge);
      seen.get(subscriber).outstanding++;
    }
  }

  /** Charges that were never settled have become failures, all at once. */
  private void noteExpired(SubscriberId subscriber) {
    if (fired.stream().anyMatch(SignInRefused.class::isInstance)) {
      Seen it = seen.get(subscriber);
      it.failures += it.outstanding;
      it.outstanding = 0;
    }
  }

  private void wrong() {
    if (inFlight.isEmpty()) {
      return;
    }
    Charge charge = take();
    byte tag = (byte) random.nextInt(TAGS);
    Optional<byte[]> guess = tag == 0 ? Optional.empty() : Optional.of(new byte[] {tag});
    path.add("wrong " + charge + " tag " + tag);
    same(
        ledger -> {
          ledger.wrong(charge, guess, RefusalReason.WRONG_PIN, SOMEBODY);
          return true;
        });
    if (fired.isEmpty()) {
      return;
    }
    Seen it = seen.get(charge.subscriber());
    it.outstanding--;
    boolean counted = database.row(charge.subscriber()).failures() == it.failures + 1;
    assertThat(counted || it.madeBefore.contains(guess.map(ByteBuffer::wrap)))
        .as("a guess that was never made before is counted; %s", this)
        .isTrue();
    it.failures += counted ? 1 : 0;
    guess.map(ByteBuffer::wrap).map(Optional::of).ifPresent(it.madeBefore::add);
  }

  private void right(Function<Charge, Boolean> settle) {
    if (inFlight.isEmpty()) {
      return;
    }
    Charge charge = take();
    boolean held = settle.apply(charge);
    if (held) {
      Seen it = seen.get(charge.subscriber());
      it.outstanding--;
      it.failures = 0;
      it.madeBefore.clear();
    } else {
      inFlight.add(charge);
    }
  }

  private boolean signedIn(Charge charge) {
    UUID code = any(codes);
    path.add("signed in " + charge + " code " + code);
    boolean held = same(ledger -> ledger.signedIn(charge, code, SOMEBODY)).isPresent();
    return noteUse(held, Optional.of(code));
  }

  private boolean proven(Charge charge) {
    Optional<UUID> code = random.nextBoolean() ? Optional.empty() : Optional.of(any(codes));
    path.add("proven " + charge + " code " + code);
    return noteUse(same(ledger -> ledger.proven(charge, code, SOMEBODY)), code);
  }

  private boolean change(Charge charge) {
    Optional<UUID> code = random.nextBoolean() ? Optional.empty() : Optional.of(any(codes));
    path.add("change " + charge + " code " + code);
    Optional<Generation> generation = same(ledger -> ledger.change(charge, code));
    generation.ifPresent(it -> seen.get(charge.subscriber()).outstanding = 1);
    return noteUse(generation.isPresent(), code);
  }

  private boolean noteUse(boolean held, Optional<UUID> code) {
    code.filter(it -> held).ifPresent(it -> lastUses.put(it, clock.instant()));
    return held;
  }

  private void giveBack() {
    if (inFlight.isEmpty()) {
      return;
    }
    Charge charge = take();
    int way = random.nextInt(3);
    path.add("give back " + charge);
    int before = database.row(charge.subscriber()).open();
    same(
        ledger -> {
          switch (way) {
            case 0 -> ledger.giveBackUnreadable(charge, SOMEBODY);
            case 1 -> ledger.refuseRight(charge, RefusalReason.NOT_PERMITTED, SOMEBODY);
            default -> ledger.giveBack(charge);
          }
          return true;
        });
    int after = database.row(charge.subscriber()).open();
    assertThat(before - after).as(this::toString).isBetween(0, 1);
    seen.get(charge.subscriber()).outstanding -= before - after;
  }

  /** A charge that nobody will ever settle. */
  private void crash() {
    if (!inFlight.isEmpty()) {
      path.add("crash " + take());
    }
  }

  private void reset() {
    SubscriberId subscriber = any(subscribers);
    path.add("reset " + subscriber);
    same(ledger -> ledger.reset(subscriber, SOMEBODY));
    Seen it = seen.get(subscriber);
    it.outstanding = 0;
    it.failures = 0;
    it.madeBefore.clear();
  }

  private void unlockAtOnce() {
    SubscriberId subscriber = any(subscribers);
    path.add("unlock " + subscriber);
    LockState state = sameLock(locks -> locks.find(subscriber));
    Unlocking unlocking = sameLock(locks -> locks.unlock(subscriber, SOMEBODY));
    assertThat(unlocking == Unlocking.RESET_REQUIRED)
        .as(this::toString)
        .isEqualTo(state.resetRequired());
    if (unlocking == Unlocking.UNLOCKED) {
      Seen it = seen.get(subscriber);
      it.failures = 0;
      it.madeBefore.clear();
    }
  }

  private void undoneReset() {
    SubscriberId subscriber = any(subscribers);
    path.add("undone reset " + subscriber);
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      storeOn(connection).reset(subscriber, SOMEBODY);
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void restart() {
    if (restarts) {
      policy = anyPolicy();
      path.add("restart with " + policy);
      model.restartWith(policy);
    }
  }

  private void passTime() {
    Row row = database.row(any(subscribers));
    Instant now = clock.instant();
    Instant then =
        switch (random.nextInt(9)) {
          case 0 -> now.plusMillis(1);
          case 1 -> now.plusSeconds(1);
          case 2 -> now.plusSeconds(5);
          case 3 -> row.leaseUntil().orElse(now);
          case 4 -> row.notBefore().orElse(now);
          case 5 -> row.notBefore().orElse(now).minusNanos(1_000);
          case 6 -> row.repeatsSince().orElse(now).plus(policy.repeatWindow());
          case 7 ->
              row.guesses().isEmpty() ? now : any(row.guesses()).at().plus(policy.repeatWindow());
          default -> clockJumpsBack ? now.minusSeconds(random.nextInt(10)) : now.plusMillis(300);
        };
    if (then.isAfter(now) || clockJumpsBack) {
      path.add("it is " + then);
      clock.set(then);
      database.setClock(then);
    }
  }

  private Charge take() {
    return inFlight.remove(random.nextInt(inFlight.size()));
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** Asks both; the answers must be alike. */
  private <R> R same(Function<AttemptLedger, R> question) {
    return sameAnswer((store, events) -> question.apply(new AttemptLedger(store, events)));
  }

  private <R> R sameLock(Function<SignInLocks, R> question) {
    return sameAnswer((store, events) -> question.apply(new SignInLocks(store, events)));
  }

  private <R> R sameAnswer(BiFunction<LedgerStore, Event<SignInEvent>, R> question) {
    R answer;
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      answer = question.apply(storeOn(connection), new FiredEvents<>(fired::add));
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    assertThat(answer)
        .as(this::toString)
        .isEqualTo(question.apply(model, new FiredEvents<>(expected::add)));
    return answer;
  }

  private void compare() {
    assertThat(fired).as(this::toString).containsExactlyInAnyOrderElementsOf(expected);
    for (SubscriberId subscriber : subscribers) {
      Row row = database.row(subscriber);
      Seen it = seen.get(subscriber);
      assertThat(row).as(this::toString).isEqualTo(model.row(subscriber));
      assertThat(row.open())
          .as("every charge is settled, given back or a failure; %s", this)
          .isEqualTo(it.outstanding);
      assertThat(row.failures())
          .as("no failure is lost or doubled; %s", this)
          .isEqualTo(it.failures);
      assertThat(row.generation() >= it.generation && row.epoch() >= it.epoch)
          .as("generation and epoch only grow; %s", this)
          .isTrue();
      it.generation = row.generation();
      it.epoch = row.epoch();
      if (!restarts) {
        int free = policy.effectiveFreeGuesses();
        assertThat(row.failures() + row.open())
            .as("no more than the free guesses are compared; %s", this)
            .isLessThanOrEqualTo(row.failures() < free ? free : row.failures() + 1);
        assertThat(row.totalFailures() + row.open())
            .as("no more than the lifetime limit is compared; %s", this)
            .isLessThanOrEqualTo(Math.max(it.guessedBefore, policy.lifetimeLimit()));
      }
      fired.stream()
          .filter(event -> event.subject().equals(subscriber))
          .forEach(event -> noteLock(it, event));
      assertThat(row.unlockOwed()).as("an unlock is owed once; %s", this).isEqualTo(it.locked);
    }
  }

  private void noteLock(Seen it, SignInEvent event) {
    if (event instanceof SignInUnlocked) {
      assertThat(it.locked).as("no unlock without a lock; %s", this).isTrue();
      it.locked = false;
    }
    if (event instanceof SignInLocked) {
      assertThat(it.locked && !restarts).as("no lock in a lock; %s", this).isFalse();
      it.locked = true;
    }
  }

  @Override
  public String toString() {
    int from = Math.max(0, path.size() - 25);
    return "policy %s, after %d steps, the last of them %s"
        .formatted(policy, path.size(), path.subList(from, path.size()));
  }
}
