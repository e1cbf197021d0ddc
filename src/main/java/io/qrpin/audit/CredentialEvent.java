package io.qrpin.audit;

import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;

/**
 * Something that happened to a subscriber's credential.
 *
 * <p>Events are fired as CDI events in the transaction of the change: an observer that throws
 * undoes it, and one that must not take part observes {@code during = AFTER_SUCCESS}. None of them
 * holds a PIN, a token, or a hash of one.
 */
public sealed interface CredentialEvent {

  /** On whom. */
  SubscriberId subject();

  /** By whom, and why. */
  Actor by();

  /** When, in UTC, to the microsecond. */
  Instant at();

  /** A subscriber who had no PIN got one. */
  record PinCreated(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** A PIN was replaced by an administrator; the old one is dead. */
  record PinReset(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** A PIN was deleted; nobody signs in until a new one is set. */
  record PinRevoked(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}
}
