package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.FiredEvents;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.subscriber.SubscriberId;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The model of the ledger for tests of other packages. It names each step to a listener before the
 * model takes it. At most one charge is open at a time, and it is settled once.
 */
public final class RecordedLedger {

  /** A test that waits for an answer that never comes ends here. */
  private static final int MAX_CHARGES = 10_000;

  /** The guess tags of wrong PINs, in order. */
  public final List<Optional<byte[]>> guessTags = new ArrayList<>();

  private final LedgerModel model;
  private final Actor by;
  private final Consumer<String> steps;
  private final Queue<ChargeOutcome> answers = new ArrayDeque<>();
  private boolean busy;
  private int asked;
  private Optional<Charge> open = Optional.empty();

  /** A ledger that only one actor uses. */
  public RecordedLedger(ThrottlingPolicy policy, Clock clock, Actor by, Consumer<String> steps) {
    this.model = new LedgerModel(policy, clock, (subscriber, code, at) -> true);
    this.by = by;
    this.steps = steps;
  }

  /** The real ledger over the recorded model. */
  public AttemptLedger ledger() {
    return new AttemptLedger(new Recorder(), new FiredEvents<>(event -> {}));
  }

  /** Sets a PIN without a step: the generation grows, and open charges are void. */
  public void setPin(SubscriberId subscriber) {
    model.reset(subscriber, by);
  }

  /** Settles so many different wrong PINs without a step. */
  public void wrongBefore(SubscriberId subscriber, int times) {
    for (int guess = 0; guess < times; guess++) {
      Charge charge = model.charge(subscriber).orElseThrow();
      byte[] tag = {(byte) guess};
      model.wrong(charge, Optional.of(tag), RefusalReason.WRONG_PIN, by);
    }
  }

  /** Answers the next charges with a lock or with {@code Busy}. */
  public void answer(List<ChargeOutcome> next) {
    answers.addAll(next);
  }

  /** Answers every charge with {@code Busy}. */
  public void stayBusy() {
    busy = true;
  }

  private final class Recorder extends LedgerStore {

    @Override
    Optional<Charge> charge(SubscriberId subscriber) {
      steps.accept("charge");
      assertThat(++asked).as("how often the ledger was asked").isLessThan(MAX_CHARGES);
      open = busy || !answers.isEmpty() ? Optional.empty() : model.charge(subscriber);
      return open;
    }

    @Override
    Obstacle obstacle(SubscriberId subscriber) {
      if (busy) {
        return new Obstacle.OpenCharges();
      }
      if (answers.isEmpty()) {
        return model.obstacle(subscriber);
      }
      return answers.remove() instanceof Lock lock
          ? new Obstacle.Locked(lock)
          : new Obstacle.OpenCharges();
    }

    @Override
    List<SignInEvent> expire(SubscriberId subscriber) {
      return model.expire(subscriber);
    }

    @Override
    List<SignInEvent> unlock(SubscriberId subscriber) {
      return model.unlock(subscriber);
    }

    @Override
    List<SubscriberId> unlockable(int most) {
      return model.unlockable(most);
    }

    @Override
    Optional<SignInEvent.SignedIn> signedIn(Charge charge, UUID code, Actor actor) {
      settle("signed in", charge, actor);
      return closed(model.signedIn(charge, code, actor));
    }

    @Override
    Optional<SignInEvent.PinProven> proven(Charge charge, Optional<UUID> code, Actor actor) {
      settle("proven by " + door(code), charge, actor);
      return closed(model.proven(charge, code, actor));
    }

    @Override
    List<SignInEvent> wrong(
        Charge charge, Optional<byte[]> guessTag, RefusalReason reason, Actor actor) {
      settle("wrong: " + reason.code(), charge, actor);
      guessTags.add(guessTag);
      open = Optional.empty();
      return model.wrong(charge, guessTag, reason, actor);
    }

    @Override
    void giveBack(Charge charge) {
      settle("give back", charge, by);
      open = Optional.empty();
      model.giveBack(charge);
    }

    @Override
    Optional<SignInEvent.SignInRefused> refuseRight(
        Charge charge, RefusalReason reason, Actor actor) {
      settle("right in vain: " + reason.code(), charge, actor);
      return closed(model.refuseRight(charge, reason, actor));
    }

    @Override
    Optional<SignInEvent.PinUnreadable> giveBackUnreadable(Charge charge, Actor actor) {
      settle("give back unreadable", charge, actor);
      return closed(model.giveBackUnreadable(charge, actor));
    }

    @Override
    Reset reset(SubscriberId subscriber, Actor actor) {
      steps.accept("reset ledger");
      assertThat(actor).isEqualTo(by);
      return model.reset(subscriber, actor);
    }

    @Override
    void keep(SubscriberId subscriber) {
      steps.accept("keep ledger");
    }

    @Override
    Optional<Generation> change(Charge charge, Optional<UUID> code) {
      settle("change by " + door(code), charge, by);
      return closed(model.change(charge, code));
    }

    private String door(Optional<UUID> code) {
      return code.isPresent() ? "badge" : "owner";
    }

    private void settle(String step, Charge charge, Actor actor) {
      steps.accept(step);
      assertThat(actor).isEqualTo(by);
      assertThat(open).as("a charge that is open").contains(charge);
    }

    private <R> Optional<R> closed(Optional<R> settled) {
      if (settled.isPresent()) {
        open = Optional.empty();
      }
      return settled;
    }
  }
}
