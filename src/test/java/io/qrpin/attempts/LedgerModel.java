package io.qrpin.attempts;

import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.FailuresCleared;
import io.qrpin.audit.SignInEvent.PinOftenGuessed;
import io.qrpin.audit.SignInEvent.PinProven;
import io.qrpin.audit.SignInEvent.PinUnreadable;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.audit.SignInEvent.SignInLocked;
import io.qrpin.audit.SignInEvent.SignInRefused;
import io.qrpin.audit.SignInEvent.SignInUnlocked;
import io.qrpin.audit.SignInEvent.SignedIn;
import io.qrpin.audit.SignInEvent.UnlockCause;
import io.qrpin.subscriber.SubscriberId;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The rules of the ledger, one at a time and in memory. The statements in the database are compared
 * with this model, and tests without a database use it. Not thread safe.
 */
final class LedgerModel extends LedgerStore {

  private static final int MAX_TAGS = 3;
  private static final int OFTEN = 100;

  /** Whether a subscriber's code may be used at a moment. */
  interface Codes {
    boolean isValid(SubscriberId subscriber, UUID code, Instant at);
  }

  /** A wrong guess that is recognised when it comes again. */
  record Guess(ByteBuffer tag, Instant at) {}

  /** A row of the ledger. */
  record Row(
      int generation,
      long epoch,
      int failures,
      Optional<Instant> failingSince,
      int open,
      Optional<Instant> leaseUntil,
      Optional<Instant> notBefore,
      boolean unlockOwed,
      int totalFailures,
      List<Guess> guesses,
      int repeats,
      Optional<Instant> repeatsSince,
      Optional<Instant> lastUsedAt) {}

  /** The audit row of an event. */
  record Audited(String event, Map<String, String> details, Actor.Kind actor) {}

  private static final class State {
    int generation;
    long epoch;
    int failures;
    Optional<Instant> failingSince = Optional.empty();
    int open;
    Optional<Instant> leaseUntil = Optional.empty();
    Optional<Instant> notBefore = Optional.empty();
    boolean unlockOwed;
    int totalFailures;
    List<Guess> guesses = List.of();
    int repeats;
    Optional<Instant> repeatsSince = Optional.empty();
    Optional<Instant> lastUsedAt = Optional.empty();

    Row row() {
      return new Row(
          generation,
          epoch,
          failures,
          failingSince,
          open,
          leaseUntil,
          notBefore,
          unlockOwed,
          totalFailures,
          guesses,
          repeats,
          repeatsSince,
          lastUsedAt);
    }

    /** The run of failures ends, and with it what was remembered of the guesses in it. */
    void forgetFailures() {
      failures = 0;
      failingSince = Optional.empty();
      notBefore = Optional.empty();
      guesses = List.of();
      repeats = 0;
      repeatsSince = Optional.empty();
    }

    /** Another PIN: open charges are void, and nothing is held against it. */
    int beginAnew() {
      forgetFailures();
      generation++;
      epoch++;
      open = 0;
      unlockOwed = false;
      totalFailures = 0;
      return generation;
    }

    boolean isOpen(Charge charge) {
      return epoch == charge.epoch() && open > 0;
    }
  }

  private final Map<SubscriberId, State> states = new HashMap<>();
  private final List<Audited> audit = new ArrayList<>();
  private final Clock clock;
  private final Codes codes;
  private ThrottlingPolicy policy;

  LedgerModel(ThrottlingPolicy policy, Clock clock, Codes codes) {
    this.policy = policy;
    this.clock = clock;
    this.codes = codes;
  }

  /** As when the server is started again with other settings. */
  void restartWith(ThrottlingPolicy another) {
    policy = another;
  }

  Row row(SubscriberId subscriber) {
    return states.get(subscriber).row();
  }

  /** So that a further hundred, and the lifetime limit, are near. */
  void guessedBefore(SubscriberId subscriber, int times) {
    states.get(subscriber).totalFailures = times;
  }

  /** All that was ever written down, in order. */
  List<Audited> audit() {
    return List.copyOf(audit);
  }

  private Instant now() {
    return clock.instant();
  }

  private Optional<State> state(SubscriberId subscriber) {
    return Optional.ofNullable(states.get(subscriber));
  }

  @Override
  Optional<Charge> charge(SubscriberId subscriber) {
    Optional<State> payer = state(subscriber).filter(this::canPay);
    payer.ifPresent(
        state -> {
          state.open++;
          state.leaseUntil = Optional.of(now().plus(policy.lease()));
        });
    return payer.map(
        state ->
            new Charge(
                subscriber, state.epoch, state.generation, state.failures, state.failingSince));
  }

  private boolean canPay(State state) {
    if (isSpent(state) || state.unlockOwed || isWaiting(state)) {
      return false;
    }
    if (hasEndedLease(state) || state.totalFailures + state.open >= policy.lifetimeLimit()) {
      return false;
    }
    int free = policy.effectiveFreeGuesses();
    return state.failures < free ? state.failures + state.open < free : state.open == 0;
  }

  private boolean isSpent(State state) {
    return policy.isSpent(state.failures, state.totalFailures);
  }

  private boolean isWaiting(State state) {
    return state.notBefore.filter(now()::isBefore).isPresent();
  }

  private boolean hasEndedLease(State state) {
    return state.open > 0 && !now().isBefore(state.leaseUntil.orElseThrow());
  }

  @Override
  List<SignInEvent> expire(SubscriberId subscriber) {
    Optional<State> ended = state(subscriber).filter(this::hasEndedLease);
    if (ended.isEmpty()) {
      return List.of();
    }
    State state = ended.get();
    int cost = state.open;
    state.open = 0;
    state.epoch++;
    return concat(
        refused(subscriber, RefusalReason.NEVER_SETTLED, cost, Actor.system()),
        fail(state, cost, subscriber, Actor.system()));
  }

  private List<SignInEvent> fail(State state, int cost, SubscriberId subscriber, Actor by) {
    state.failures += cost;
    state.failingSince = state.failingSince.or(() -> Optional.of(now()));
    int before = state.totalFailures;
    state.totalFailures += cost;
    List<SignInEvent> locked =
        Optional.of(Lock.UNTIL_RESET)
            .filter(lock -> isSpent(state))
            .or(() -> policy.lockAfter(state.failures))
            .map(Lock::remaining)
            .map(length -> length.map(it -> now().plus(wholeSeconds(it))))
            .map(until -> lock(state, until, subscriber, by))
            .orElse(List.of());
    return before / OFTEN < state.totalFailures / OFTEN
        ? concat(locked, written(new PinOftenGuessed(subscriber, by, now(), state.totalFailures)))
        : locked;
  }

  private static Duration wholeSeconds(Duration length) {
    Duration whole = Duration.ofSeconds(length.toSeconds());
    return whole.equals(length) ? whole : whole.plusSeconds(1);
  }

  private List<SignInEvent> lock(
      State state, Optional<Instant> until, SubscriberId subscriber, Actor by) {
    state.notBefore = until;
    state.unlockOwed = true;
    return written(new SignInLocked(subscriber, by, now(), until));
  }

  private List<SignInEvent> refused(
      SubscriberId subscriber, RefusalReason reason, int cost, Actor by) {
    return written(new SignInRefused(subscriber, by, now(), reason, cost));
  }

  private <E extends SignInEvent> List<SignInEvent> written(E event) {
    return List.of(audited(event));
  }

  private <E extends SignInEvent> E audited(E event) {
    audit.add(new Audited(event.name(), event.details(), event.by().kind()));
    return event;
  }

  private static List<SignInEvent> concat(List<SignInEvent> first, List<SignInEvent> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  @Override
  List<SignInEvent> unlock(SubscriberId subscriber) {
    Optional<State> over = state(subscriber).filter(this::isWaitOver);
    over.ifPresent(state -> state.unlockOwed = false);
    return over.map(
            state ->
                written(new SignInUnlocked(subscriber, Actor.system(), now(), UnlockCause.TIME)))
        .orElse(List.of());
  }

  @Override
  Optional<SignInEvent> unlockAtOnce(SubscriberId subscriber, Actor by) {
    Optional<State> forgiven =
        state(subscriber)
            .filter(state -> state.unlockOwed || state.failures > 0)
            .filter(state -> state.totalFailures < policy.lifetimeLimit());
    return forgiven.map(
        state -> {
          SignInEvent event =
              state.unlockOwed
                  ? new SignInUnlocked(subscriber, by, now(), UnlockCause.ADMINISTRATOR)
                  : new FailuresCleared(subscriber, by, now(), state.failures);
          state.forgetFailures();
          state.unlockOwed = false;
          return audited(event);
        });
  }

  @Override
  LockState lockState(SubscriberId subscriber) {
    return state(subscriber).map(this::lockState).orElse(LockState.UNLOCKED);
  }

  private LockState lockState(State state) {
    boolean waiting = !isSpent(state) && isWaiting(state);
    Optional<Lock> wait =
        state
            .notBefore
            .filter(it -> waiting)
            .map(it -> new Lock(Optional.of(Duration.between(now(), it))));
    return new LockState(
        isSpent(state) ? Optional.of(Lock.UNTIL_RESET) : wait,
        state.notBefore.filter(it -> waiting),
        state.failures,
        state.failingSince,
        state.totalFailures >= policy.lifetimeLimit());
  }

  private boolean isWaitOver(State state) {
    return state.unlockOwed && !isSpent(state) && !isWaiting(state);
  }

  @Override
  Obstacle obstacle(SubscriberId subscriber) {
    return state(subscriber).map(this::obstacle).orElseGet(Obstacle.OpenCharges::new);
  }

  private Obstacle obstacle(State state) {
    if (hasEndedLease(state)) {
      return new Obstacle.EndedLease();
    }
    if (isSpent(state)) {
      return new Obstacle.Locked(Lock.UNTIL_RESET);
    }
    if (isWaiting(state)) {
      Duration remaining = Duration.between(now(), state.notBefore.orElseThrow());
      return new Obstacle.Locked(new Lock(Optional.of(remaining)));
    }
    return state.unlockOwed ? new Obstacle.EndedWait() : new Obstacle.OpenCharges();
  }

  @Override
  List<SubscriberId> unlockable(int most) {
    return states.entrySet().stream()
        .filter(entry -> isWaitOver(entry.getValue()))
        .sorted(Comparator.comparing(entry -> entry.getValue().notBefore.orElse(Instant.MAX)))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  Optional<SignedIn> signedIn(Charge charge, UUID code, Actor by) {
    return settledAsRight(charge, Optional.of(code))
        .map(state -> audited(new SignedIn(charge.subscriber(), by, now(), code)));
  }

  @Override
  Optional<PinProven> proven(Charge charge, Optional<UUID> code, Actor by) {
    return settledAsRight(charge, code)
        .map(state -> audited(new PinProven(charge.subscriber(), by, now())));
  }

  private Optional<State> settledAsRight(Charge charge, Optional<UUID> code) {
    Optional<State> proven = proven(charge, code);
    proven.ifPresent(
        state -> {
          state.open--;
          state.forgetFailures();
        });
    return proven;
  }

  /** Uses the code; empty where the charge is void or the code has ended. */
  private Optional<State> proven(Charge charge, Optional<UUID> code) {
    Optional<State> proven =
        state(charge.subscriber())
            .filter(state -> state.isOpen(charge))
            .filter(state -> !hasEndedLease(state) && !state.unlockOwed)
            .filter(
                state ->
                    code.map(id -> codes.isValid(charge.subscriber(), id, now())).orElse(true));
    proven
        .filter(state -> code.isPresent())
        .ifPresent(state -> state.lastUsedAt = Optional.of(now()));
    return proven;
  }

  @Override
  List<SignInEvent> wrong(
      Charge charge, Optional<byte[]> guessTag, RefusalReason reason, Actor by) {
    Optional<State> payer = state(charge.subscriber()).filter(state -> state.isOpen(charge));
    if (payer.isEmpty()) {
      return List.of();
    }
    State state = payer.get();
    state.open--;
    Optional<ByteBuffer> tag = guessTag.map(ByteBuffer::wrap);
    if (state.repeatsSince.filter(this::isRecent).isEmpty()) {
      state.repeats = 0;
      state.repeatsSince = Optional.empty();
    }
    if (isKnown(state, tag) && state.repeats < policy.maxRepeats()) {
      state.repeats++;
      state.repeatsSince = state.repeatsSince.or(() -> Optional.of(now()));
      return refused(charge.subscriber(), reason, 0, by);
    }
    tag.ifPresent(
        it ->
            state.guesses =
                Stream.concat(Stream.of(new Guess(it, now())), state.guesses.stream())
                    .limit(MAX_TAGS)
                    .toList());
    return concat(
        refused(charge.subscriber(), reason, 1, by), fail(state, 1, charge.subscriber(), by));
  }

  private boolean isKnown(State state, Optional<ByteBuffer> tag) {
    return state.guesses.stream()
        .anyMatch(guess -> tag.filter(guess.tag()::equals).isPresent() && isRecent(guess.at()));
  }

  private boolean isRecent(Instant then) {
    return now().minus(policy.repeatWindow()).isBefore(then);
  }

  @Override
  void giveBack(Charge charge) {
    takenBack(charge);
  }

  private Optional<State> takenBack(Charge charge) {
    Optional<State> payer = state(charge.subscriber()).filter(state -> state.isOpen(charge));
    payer.ifPresent(state -> state.open--);
    return payer;
  }

  @Override
  Optional<SignInRefused> refuseRight(Charge charge, RefusalReason reason, Actor by) {
    return takenBack(charge)
        .map(state -> audited(new SignInRefused(charge.subscriber(), by, now(), reason, 0)));
  }

  @Override
  Optional<PinUnreadable> giveBackUnreadable(Charge charge, Actor by) {
    return takenBack(charge)
        .map(state -> audited(new PinUnreadable(charge.subscriber(), by, now())));
  }

  @Override
  Reset reset(SubscriberId subscriber, Actor by) {
    State state = states.computeIfAbsent(subscriber, missing -> new State());
    boolean wasOwed = state.unlockOwed;
    Generation generation = new Generation(state.beginAnew(), now());
    return wasOwed
        ? new Reset(
            generation,
            Optional.of(audited(new SignInUnlocked(subscriber, by, now(), UnlockCause.RESET))))
        : new Reset(generation, Optional.empty());
  }

  @Override
  Optional<Generation> change(Charge charge, Optional<UUID> code) {
    return proven(charge, code).map(state -> new Generation(state.beginAnew(), now()));
  }
}
