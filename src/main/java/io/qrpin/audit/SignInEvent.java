package io.qrpin.audit;

import io.qrpin.PublicApi;
import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened while a subscriber, or somebody with the subscriber's badge, tried to
 * sign in.
 *
 * <p>Its audit row is written by the statement that settles the attempt, so that neither is there
 * without the other; the CDI event is fired after that, when nothing can undo it any more (a lock
 * that a reset ends is told inside the reset's transaction). An observer that throws spoils the
 * answer, and undoes nothing. None of them holds a PIN, a token, or a hash of one.
 */
@PublicApi
public sealed interface SignInEvent {

  /** On whom. */
  SubscriberId subject();

  /** Through whom, in which request. */
  Actor by();

  /** When, by the database's clock. */
  Instant at();

  /** Badge and PIN were right, and nothing else stood in the way. */
  record SignedIn(SubscriberId subject, Actor by, Instant at, UUID code) implements SignInEvent {}

  /**
   * The PIN was right and nobody was signed in: it must be changed first, or it was proven for a
   * change that was then refused.
   */
  record PinProven(SubscriberId subject, Actor by, Instant at) implements SignInEvent {}

  /** An attempt with a genuine badge, or by the owner, failed. */
  record SignInRefused(SubscriberId subject, Actor by, Instant at, String reason)
      implements SignInEvent {}

  /** There were so many wrong PINs that none is compared until a time; or, where empty, a reset. */
  record SignInLocked(SubscriberId subject, Actor by, Instant at, Optional<Instant> until)
      implements SignInEvent {}

  /** A lock ended, with time or by a reset of the PIN. */
  record SignInUnlocked(SubscriberId subject, Actor by, Instant at, boolean byReset)
      implements SignInEvent {}

  /** One PIN was guessed wrongly a hundred times in all its life. */
  record PinOftenGuessed(SubscriberId subject, Actor by, Instant at) implements SignInEvent {}

  /**
   * What is stored of a PIN could not be read: its key is missing, or the row is not one that was
   * written here.
   */
  record PinUnreadable(SubscriberId subject, Actor by, Instant at) implements SignInEvent {}
}
