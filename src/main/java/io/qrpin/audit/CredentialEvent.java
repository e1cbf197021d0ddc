package io.qrpin.audit;

import io.qrpin.PublicApi;
import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Something that happened to a subscriber's credential. */
@PublicApi
public sealed interface CredentialEvent extends AuditEvent {

  /** On whom. */
  SubscriberId subject();

  /** A subscriber was enrolled: a badge and a PIN at once. */
  record MethodCreated(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** Both codes and the PIN are gone. */
  record MethodDeleted(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** A subscriber who had no PIN got one. */
  record PinCreated(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** A PIN was replaced by an administrator; the old one is dead. */
  record PinReset(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** A PIN was replaced by its owner, who proved the old one; that one is dead. */
  record PinChanged(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** A PIN was deleted; nobody signs in until a new one is set. */
  record PinRevoked(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** A badge's code was issued. */
  record QrCodeIssued(SubscriberId subject, Actor by, Instant at, UUID code)
      implements CredentialEvent {
    @Override
    public Optional<String> details() {
      return Optional.of("code " + code);
    }
  }

  /** A badge's code is valid until another time. */
  record QrCodeExtended(SubscriberId subject, Actor by, Instant at, UUID code, Instant until)
      implements CredentialEvent {
    @Override
    public Optional<String> details() {
      return Optional.of("code " + code + " until " + until);
    }
  }

  /** A badge's code was deleted, or replaced after it had expired. */
  record QrCodeRevoked(SubscriberId subject, Actor by, Instant at, UUID code)
      implements CredentialEvent {
    @Override
    public Optional<String> details() {
      return Optional.of("code " + code);
    }
  }
}
