package io.qrpin.audit;

import io.qrpin.PublicApi;
import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The result of an attempt to sign in, or of something that follows from one.
 *
 * <p>The statement that settles the attempt also writes the audit row, so neither exists without
 * the other. The CDI event is fired after that: an observer that throws spoils the caller's answer
 * and undoes nothing. The unlock by an administrator is the exception; it is fired inside the
 * transaction of the reset or the unlock. No event holds a PIN, a token, or a hash of one.
 */
@PublicApi
public sealed interface SignInEvent {

  /** The name in the audit row. It never changes, whatever the class is called. */
  default String name() {
    return EventNames.of(this);
  }

  /** The subscriber whose PIN was tried. */
  SubscriberId subject();

  /** The relying party that asked, and in which request. */
  Actor by();

  /** When it happened, by the database's clock. */
  Instant at();

  /** More facts for the audit row, in a fixed order; empty where there are none. */
  default Map<String, String> details() {
    return Map.of();
  }

  /** Why an attempt was refused. A claimant never learns the reason. */
  enum RefusalReason {
    WRONG_PIN("wrongPin"),
    /** There is no PIN. */
    NO_PIN("noPin"),
    /** The temporary PIN has expired. */
    PIN_EXPIRED("pinExpired"),
    /** The configuration does not permit the method to the subscriber. */
    NOT_PERMITTED("notPermitted"),
    /** The directory does not know the subscriber. */
    UNKNOWN_USER("unknownUser"),
    /** The PIN was right, but meanwhile the code ended or the PIN was set anew. */
    PROOF_VOID("proofVoid"),
    /** The lease of one or more charges ended before they were settled. */
    NEVER_SETTLED("neverSettled");

    private final String code;

    RefusalReason(String code) {
      this.code = code;
    }

    /** The reason in the audit row. It never changes. */
    public String code() {
      return code;
    }
  }

  /** Badge and PIN were right, and nothing else prevented the sign-in. */
  record SignedIn(SubscriberId subject, Actor by, Instant at, UUID code) implements SignInEvent {
    @Override
    public Map<String, String> details() {
      return Map.of("code", code.toString());
    }
  }

  /**
   * The PIN was right and did not sign in: it must be changed first, or it was proven for a change
   * that was then refused.
   */
  record PinProven(SubscriberId subject, Actor by, Instant at) implements SignInEvent {}

  /**
   * An attempt with a genuine badge, or by the owner, failed.
   *
   * @param failures how many failures it counts as: 0 for a wrong PIN that was typed again soon and
   *     for a right PIN that was refused for another reason, 1 for any other, and the number of
   *     charges that were never settled
   */
  record SignInRefused(
      SubscriberId subject, Actor by, Instant at, RefusalReason reason, int failures)
      implements SignInEvent {
    @Override
    public Map<String, String> details() {
      return EventNames.ordered("reason", reason.code(), "failures", Integer.toString(failures));
    }
  }

  /**
   * There were too many wrong PINs. No PIN is compared until a time, or until a reset where {@code
   * until} is empty.
   */
  record SignInLocked(SubscriberId subject, Actor by, Instant at, Optional<Instant> until)
      implements SignInEvent {
    @Override
    public Map<String, String> details() {
      return Map.of("until", until.map(EventNames::instant).orElse("reset"));
    }
  }

  /** The cause that ends a lock. */
  enum UnlockCause {
    /** The wait is over. */
    TIME("time"),
    /** An administrator has set another PIN, or deleted it. */
    RESET("reset"),
    /** An administrator has ended the lock, and the PIN stays. */
    ADMINISTRATOR("administrator");

    private final String code;

    UnlockCause(String code) {
      this.code = code;
    }

    /** The cause in the audit row. It never changes. */
    public String code() {
      return code;
    }
  }

  /** A lock ended. */
  record SignInUnlocked(SubscriberId subject, Actor by, Instant at, UnlockCause cause)
      implements SignInEvent {
    @Override
    public Map<String, String> details() {
      return Map.of("by", cause.code());
    }
  }

  /**
   * An administrator has ended a run of failures before it became a lock.
   *
   * @param failures how many there were, 1 or more
   */
  record FailuresCleared(SubscriberId subject, Actor by, Instant at, int failures)
      implements SignInEvent {
    @Override
    public Map<String, String> details() {
      return Map.of("failures", Integer.toString(failures));
    }
  }

  /**
   * A PIN was guessed wrongly a hundred times since it was set, or another hundred times since the
   * last such event.
   *
   * @param totalFailures how often since it was set, 100 or more
   */
  record PinOftenGuessed(SubscriberId subject, Actor by, Instant at, int totalFailures)
      implements SignInEvent {
    @Override
    public Map<String, String> details() {
      return Map.of("totalFailures", Integer.toString(totalFailures));
    }
  }

  /** The stored PIN could not be read: its key is missing, or the row was not written here. */
  record PinUnreadable(SubscriberId subject, Actor by, Instant at) implements SignInEvent {}
}
