package io.qrpin.attempts;

import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent;
import io.qrpin.subscriber.SubscriberId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The statements on the ledger. Each takes effect at once and as a whole, whatever transaction the
 * caller is in, and writes the audit rows of what it did. The clock is the store's own, one for all
 * nodes.
 */
interface LedgerStore {

  /** Pays for one attempt where that is possible now; empty otherwise. */
  Optional<Charge> charge(SubscriberId subscriber);

  /** Counts charges whose lease has ended as wrong PINs. */
  List<SignInEvent> expire(SubscriberId subscriber);

  /** Ends a wait that is over. */
  List<SignInEvent> unlock(SubscriberId subscriber);

  /** Why an attempt cannot be charged now. */
  Obstacle obstacle(SubscriberId subscriber);

  /** What stands in the way of a charge. */
  sealed interface Obstacle {

    /** Charges whose lease has ended; they are to be counted. */
    record EndedLease() implements Obstacle {}

    /** A wait that is over; its end is to be told. */
    record EndedWait() implements Obstacle {}

    /** A wait, or the limit. */
    record Locked(Lock lock) implements Obstacle {}

    /** Charges that are not settled yet, and are alive; or the row is in somebody's hands. */
    record OpenCharges() implements Obstacle {}
  }

  /** Subscribers whose wait is over and was not ended yet, the longest over first. */
  List<SubscriberId> unlockable(int most);

  /**
   * Settles a charge as right: it goes back, and the run of failures ends.
   *
   * @param code the badge's code, which must still be valid, and was used now; empty for an owner
   *     without a badge
   * @return what happened; empty where the charge or the code does not hold any more, and then
   *     nothing was changed
   */
  List<SignInEvent> right(Charge charge, Optional<UUID> code, Proof proof, Actor by);

  /** What a right PIN was good for. */
  enum Proof {
    SIGN_IN,
    CHANGE
  }

  /**
   * Settles a charge as wrong.
   *
   * @param guessTag recognises the same PIN when it comes again; empty where nothing was compared
   */
  List<SignInEvent> wrong(Charge charge, Optional<byte[]> guessTag, String reason, Actor by);

  /** Settles a charge as if it had never been: nothing was learnt about the PIN. */
  void giveBack(Charge charge);

  /** The same, because what is stored of the PIN cannot be read. */
  List<SignInEvent> giveBackUnreadable(Charge charge, Actor by);
}
