package io.qrpin.attempts;

import io.qrpin.Measured;
import io.qrpin.attempts.ChargeOutcome.Busy;
import io.qrpin.attempts.LedgerStore.Obstacle;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.RefusalReason;
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
 * Charges every attempt at a PIN before anything is hashed, and settles it afterwards.
 *
 * <p>An attempt takes one of the guesses that {@link ThrottlingPolicy} leaves: a <em>charge</em>. A
 * right PIN gives it back; a wrong PIN keeps it as a failure. A charge that is not settled when its
 * lease ends is a failure too. So a crash, a rollback or a thousand attempts at once buy no free
 * guess, over any number of nodes.
 *
 * <p>The ledger has one row for each subscriber. {@code epoch} grows with everything that makes
 * open charges void (an ended lease, a new PIN), so that a late settle finds nothing. {@code
 * generation} counts PINs, so that an attempt that has read an older PIN is noticed. {@code
 * unlock_owed} says that a lock is recorded and its end is not yet; the next attempt, a reset or
 * the sweeper records the end once.
 *
 * <p>Charges and settles are committed by themselves, whatever transaction the caller is in. {@link
 * #reset}, {@link #keep} and {@link #change} are part of the caller's transaction. Events are fired
 * after their audit rows are written. Thread safety: safe.
 *
 * <p>All methods throw {@link io.qrpin.database.DatabaseUnavailable} when the database does not
 * answer. A charge or a settle that failed in this way must not be repeated.
 */
@ApplicationScoped
public class AttemptLedger {

  /** An ended lease can begin a wait, and that wait can end; after that the caller asks again. */
  private static final int MAX_TIDYING = 3;

  private LedgerStore store;
  private Event<SignInEvent> events;

  protected AttemptLedger() {}

  @Inject
  AttemptLedger(LedgerStore store, Event<SignInEvent> events) {
    this.store = store;
    this.events = events;
  }

  /** Pays for one attempt. */
  @Measured("qrpin.charge")
  public ChargeOutcome charge(SubscriberId subscriber) {
    for (int tidied = 0; tidied < MAX_TIDYING; tidied++) {
      Optional<Charge> charge = store.charge(subscriber);
      if (charge.isPresent()) {
        return charge.get();
      }
      Obstacle obstacle = store.obstacle(subscriber);
      if (obstacle instanceof Obstacle.Locked locked) {
        return locked.lock();
      }
      if (obstacle instanceof Obstacle.OpenCharges) {
        return new Busy();
      }
      List<SignInEvent> ended =
          obstacle instanceof Obstacle.EndedLease
              ? store.expire(subscriber)
              : store.unlock(subscriber);
      ended.forEach(events::fire);
    }
    return new Busy();
  }

  /**
   * Settles a right PIN that signs in, and uses the badge's code.
   *
   * @return when; empty where the charge is void or the code has ended: nobody is signed in
   */
  @Measured("qrpin.settle")
  public Optional<Instant> signedIn(Charge charge, UUID code, Actor by) {
    Optional<SignInEvent.SignedIn> signedIn = store.signedIn(charge, code, by);
    signedIn.ifPresent(events::fire);
    return signedIn.map(SignInEvent::at);
  }

  /**
   * Settles a right PIN that signs nobody in, and uses the badge's code if there is one.
   *
   * @return false where the charge is void or the code has ended: nothing is proven
   */
  @Measured("qrpin.settle")
  public boolean proven(Charge charge, Optional<UUID> code, Actor by) {
    Optional<SignInEvent.PinProven> proven = store.proven(charge, code, by);
    proven.ifPresent(events::fire);
    return proven.isPresent();
  }

  /**
   * Settles a PIN that was wrong, or whose proof is void.
   *
   * @param guessTag recognises the same PIN when it comes again soon, which is not counted again;
   *     empty where nothing was compared
   */
  @Measured("qrpin.settle")
  public void wrong(Charge charge, Optional<byte[]> guessTag, RefusalReason reason, Actor by) {
    store.wrong(charge, guessTag, reason, by).forEach(events::fire);
  }

  /** Gives a charge back, as if it had never been made. */
  @Measured("qrpin.settle")
  public void giveBack(Charge charge) {
    store.giveBack(charge);
  }

  /**
   * Gives a charge back because the PIN was right, and refuses the attempt for another reason.
   *
   * @param reason anything but a wrong PIN
   */
  @Measured("qrpin.settle")
  public void refuseRight(Charge charge, RefusalReason reason, Actor by) {
    store.refuseRight(charge, reason, by).ifPresent(events::fire);
  }

  /** Gives a charge back because the stored PIN cannot be read. */
  @Measured("qrpin.settle")
  public void giveBackUnreadable(Charge charge, Actor by) {
    store.giveBackUnreadable(charge, by).ifPresent(events::fire);
  }

  /**
   * Begins anew, because the PIN is set or deleted: there are no failures, and attempts under way
   * settle nothing.
   *
   * @return the generation of the PIN that may be set now
   */
  @Transactional(TxType.MANDATORY)
  public Generation reset(SubscriberId subscriber, Actor by) {
    LedgerStore.Reset reset = store.reset(subscriber, by);
    reset.unlocked().ifPresent(events::fire);
    return reset.generation();
  }

  /**
   * Keeps failures and locks although the PIN is deleted, because its owner deletes it. The
   * subscriber counts as seen now. The row stays locked until the caller's transaction ends.
   */
  @Transactional(TxType.MANDATORY)
  public void keep(SubscriberId subscriber) {
    store.keep(subscriber);
  }

  /**
   * Settles a right PIN whose owner changes it, uses the badge's code if there is one, and begins
   * anew.
   *
   * @return the generation of the PIN that may be set now; empty where the charge is void or the
   *     code has ended, and then nothing has changed
   */
  @Measured("qrpin.settle")
  @Transactional(TxType.MANDATORY)
  public Optional<Generation> change(Charge charge, Optional<UUID> code) {
    return store.change(charge, code);
  }

  /** Ends waits that are over, of subscribers who stay away. */
  void unlockAbsent(int most) {
    store.unlockable(most).forEach(subscriber -> store.unlock(subscriber).forEach(events::fire));
  }
}
