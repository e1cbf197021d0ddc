package io.qrpin.attempts;

import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.audit.SignInEvent.SignInUnlocked;
import io.qrpin.subscriber.SubscriberId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The statements on the ledger. Each takes effect as a whole and writes the audit rows of what it
 * did. All but {@link #reset} and {@link #change} are committed by themselves, whatever transaction
 * the caller is in. One clock, the store's own, serves all nodes.
 */
interface LedgerStore {

  /** Pays for one attempt where that is possible now; empty otherwise. */
  Optional<Charge> charge(SubscriberId subscriber);

  /** Counts the charges whose lease has ended as wrong PINs. */
  List<SignInEvent> expire(SubscriberId subscriber);

  /** Ends a wait that is over. */
  List<SignInEvent> unlock(SubscriberId subscriber);

  /** Why an attempt cannot be charged now. */
  Obstacle obstacle(SubscriberId subscriber);

  /** The reason why a charge is not possible. */
  sealed interface Obstacle {

    /** The lease of open charges has ended; {@link LedgerStore#expire} counts them. */
    record EndedLease() implements Obstacle {}

    /** A wait is over; {@link LedgerStore#unlock} ends it. */
    record EndedWait() implements Obstacle {}

    /** A wait, or the limit. */
    record Locked(Lock lock) implements Obstacle {}

    /** Open charges hold all guesses that are left, or another statement holds the row. */
    record OpenCharges() implements Obstacle {}
  }

  /** Subscribers whose wait is over and has not been ended, the longest over first. */
  List<SubscriberId> unlockable(int most);

  /**
   * Settles a charge as right: it goes back, and the run of failures ends.
   *
   * @param code the badge's code, which must still be valid and is used now
   * @return what happened; empty where the charge or the code is void, and then nothing has changed
   */
  Optional<SignInEvent.SignedIn> signedIn(Charge charge, UUID code, Actor by);

  /**
   * The same, where the right PIN signs nobody in.
   *
   * @param code empty for an owner without a badge
   */
  Optional<SignInEvent.PinProven> proven(Charge charge, Optional<UUID> code, Actor by);

  /**
   * Settles a charge as wrong.
   *
   * @param guessTag recognises the same PIN when it comes again; empty where nothing was compared
   */
  List<SignInEvent> wrong(Charge charge, Optional<byte[]> guessTag, RefusalReason reason, Actor by);

  /** Settles a charge as if it had never been made: nothing was learnt about the PIN. */
  void giveBack(Charge charge);

  /** The same, because the stored PIN cannot be read; empty where the charge is void. */
  Optional<SignInEvent.PinUnreadable> giveBackUnreadable(Charge charge, Actor by);

  /**
   * Begins anew in the caller's transaction, with a row where there was none. The row stays locked
   * until that transaction ends, so that no attempt is charged or settled in between.
   */
  Reset reset(SubscriberId subscriber, Actor by);

  /**
   * What a reset did.
   *
   * @param generation of the PIN that may be set now
   * @param unlocked the end of a lock, where there was one
   */
  record Reset(int generation, Optional<SignInUnlocked> unlocked) {}

  /**
   * Settles a charge as right and begins anew, in the caller's transaction as {@link #reset} does.
   *
   * @return the generation of the PIN that may be set now; empty where the charge or the code is
   *     void, and then nothing has changed
   */
  Optional<Integer> change(Charge charge, Optional<UUID> code);
}
