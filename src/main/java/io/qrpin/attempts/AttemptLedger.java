package io.qrpin.attempts;

import io.qrpin.attempts.ChargeOutcome.Busy;
import io.qrpin.attempts.ChargeOutcome.Charged;
import io.qrpin.attempts.ChargeOutcome.Locked;
import io.qrpin.attempts.LedgerStore.Obstacle;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.PinProven;
import io.qrpin.audit.SignInEvent.SignInUnlocked;
import io.qrpin.audit.SignInEvent.SignedIn;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Every attempt at a PIN is paid for before anything is hashed, and settled afterwards.
 *
 * <p>A subscriber has a number of free wrong guesses, then waits, longer each time, and in the end
 * only a reset helps ({@link ThrottlingPolicy}). An attempt first takes one of the guesses that are
 * left: a <em>charge</em>. It is given back when the PIN was right, and kept as a failure when it
 * was wrong. So a crash, a rollback or a thousand attempts at once buy nothing, over any number of
 * nodes: what is not settled when its lease ends is a failure too. Past the free guesses one
 * attempt at a time is charged.
 *
 * <p>In the ledger's row, {@code epoch} moves with whatever makes open charges void (an expired
 * lease, a new PIN), so that a late settle finds nothing; {@code generation} is that of the PIN
 * that holds, so that an attempt which read an older PIN is noticed. {@code unlock_owed} says that
 * a lock has been told and its end has not: the next attempt, a reset or the sweeper tells it,
 * once.
 *
 * <p>Charges and settles are committed by themselves, whatever transaction the caller is in. {@link
 * #reset} and {@link #change} are part of the caller's. Thread safety: safe.
 *
 * <p>All methods throw {@link io.qrpin.database.DatabaseUnavailable} when the database does not
 * answer. A charge or a settle that failed so must not be repeated.
 */
@ApplicationScoped
public class AttemptLedger {

  /** An ended lease can begin a wait, and that can end; whoever finds more than that asks again. */
  private static final int MAX_TIDYING = 3;

  private LedgerStore store;
  private Resets resets;
  private Event<SignInEvent> events;

  protected AttemptLedger() {}

  @Inject
  AttemptLedger(LedgerStore store, Resets resets, Event<SignInEvent> events) {
    this.store = store;
    this.resets = resets;
    this.events = events;
  }

  /** Pays for one attempt. */
  public ChargeOutcome charge(SubscriberId subscriber) {
    for (int tidied = 0; tidied < MAX_TIDYING; tidied++) {
      Optional<Charge> charge = store.charge(subscriber);
      if (charge.isPresent()) {
        return new Charged(charge.get());
      }
      Obstacle obstacle = store.obstacle(subscriber);
      if (obstacle instanceof Obstacle.Locked locked) {
        return new Locked(locked.lock());
      }
      if (obstacle instanceof Obstacle.OpenCharges) {
        return new Busy();
      }
      tell(
          obstacle instanceof Obstacle.EndedLease
              ? store.expire(subscriber)
              : store.unlock(subscriber));
    }
    return new Busy();
  }

  /**
   * The PIN was right, and signs in.
   *
   * @param code the badge's code; it is used now
   * @return when; empty where the charge is void or the code not valid any more: nobody is signed
   *     in
   */
  public Optional<Instant> signedIn(Charge charge, UUID code, Actor by) {
    return tell(store.right(charge, Optional.of(code), LedgerStore.Proof.SIGN_IN, by)).stream()
        .filter(SignedIn.class::isInstance)
        .map(SignInEvent::at)
        .findFirst();
  }

  /**
   * The PIN was right, and signs nobody in.
   *
   * @param code the badge's code, which is used now; empty for an owner without a badge
   * @return false where the charge is void or the code not valid any more: nothing is proven
   */
  public boolean proven(Charge charge, Optional<UUID> code, Actor by) {
    return tell(store.right(charge, code, LedgerStore.Proof.CHANGE, by)).stream()
        .anyMatch(PinProven.class::isInstance);
  }

  /**
   * The PIN was wrong, or nothing could have been right.
   *
   * @param guessTag recognises the same PIN when it comes again, which is not counted a second time
   *     soon; empty where nothing was compared
   * @param reason for the audit row
   */
  public void wrong(Charge charge, Optional<byte[]> guessTag, String reason, Actor by) {
    tell(store.wrong(charge, guessTag, reason, by));
  }

  /** Nothing was learnt about the PIN: the charge is as if it had never been. */
  public void giveBack(Charge charge) {
    store.giveBack(charge);
  }

  /** The same, because what is stored of the PIN cannot be read. */
  public void giveBackUnreadable(Charge charge, Actor by) {
    tell(store.giveBackUnreadable(charge, by));
  }

  /**
   * A PIN is set or deleted: nothing is held against the subscriber any more, and attempts that are
   * under way settle nothing.
   *
   * @return the generation of the PIN that may be set now
   */
  @Transactional(TxType.MANDATORY)
  public int reset(SubscriberId subscriber, Actor by) {
    Resets.Reset reset = resets.reset(subscriber, by);
    reset.unlockedAt().ifPresent(at -> events.fire(new SignInUnlocked(subscriber, by, at, true)));
    return reset.generation();
  }

  /**
   * The PIN was right, and its owner changes it.
   *
   * @param code the badge's code, which is used now; empty for an owner without a badge
   * @return the generation of the PIN that may be set now; empty where the charge is void or the
   *     code not valid any more, and then nothing was changed
   */
  @Transactional(TxType.MANDATORY)
  public Optional<Integer> change(Charge charge, Optional<UUID> code) {
    return resets.change(charge, code);
  }

  /** Ends waits that are over, of subscribers who stay away. */
  void unlockAbsent(int most) {
    store.unlockable(most).forEach(subscriber -> tell(store.unlock(subscriber)));
  }

  private List<SignInEvent> tell(List<SignInEvent> happened) {
    happened.forEach(events::fire);
    return happened;
  }
}
