package io.qrpin.attempts;

import io.qrpin.PublicApi;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * The lock of a subscriber's sign-in, in the hands of an administrator: read, and ended without a
 * new PIN. Too many wrong PINs lock; the PIN itself stays as it is.
 *
 * <p>The caller decides who may do this. Thread safety: safe. All methods throw {@link
 * io.qrpin.database.DatabaseUnavailable} if the database does not answer.
 */
@PublicApi
@ApplicationScoped
public class SignInLocks {

  /** The result of an unlock. */
  public enum Unlocking {
    /** The subscriber may try again, as if there had been no failure. It is recorded. */
    UNLOCKED,
    /** There was no lock and no failure. Nothing has changed. */
    NOT_LOCKED,
    /** The PIN was guessed too often in its life: only a new PIN helps. Nothing has changed. */
    RESET_REQUIRED
  }

  private LedgerStore store;
  private Event<SignInEvent> events;

  protected SignInLocks() {}

  @Inject
  SignInLocks(LedgerStore store, Event<SignInEvent> events) {
    this.store = store;
    this.events = events;
  }

  /** Reads the state of the lock. Somebody without a method has none. */
  public LockState find(SubscriberId subscriber) {
    return store.lockState(subscriber);
  }

  /**
   * Ends a lock and forgets the failures that led to it, in the caller's transaction or in its own.
   * The wrong PINs in the life of the PIN stay counted.
   *
   * @param by with a reason, if there is one
   */
  @Transactional
  public Unlocking unlock(SubscriberId subscriber, Actor by) {
    Optional<SignInEvent> unlocked = store.unlockAtOnce(subscriber, by);
    if (unlocked.isPresent()) {
      events.fire(unlocked.get());
      return Unlocking.UNLOCKED;
    }
    return store.lockState(subscriber).resetRequired()
        ? Unlocking.RESET_REQUIRED
        : Unlocking.NOT_LOCKED;
  }
}
