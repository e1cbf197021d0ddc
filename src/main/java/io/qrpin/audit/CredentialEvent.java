package io.qrpin.audit;

import io.qrpin.PublicApi;
import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A change of a subscriber's credential. */
@PublicApi
public sealed interface CredentialEvent extends AuditEvent {

  /** The subscriber whose credential it is. */
  SubscriberId subject();

  /** A subscriber was enrolled: badge and PIN at once. */
  record MethodCreated(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** Both codes and the PIN were deleted. */
  record MethodDeleted(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** A subscriber without a PIN got one. */
  record PinCreated(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** An administrator replaced the PIN. The old one is void. */
  record PinReset(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** The owner proved the old PIN and replaced it. */
  record PinChanged(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** The PIN was deleted. The subscriber cannot sign in until a new one is set. */
  record PinRevoked(SubscriberId subject, Actor by, Instant at) implements CredentialEvent {}

  /** A badge's code was issued. */
  record QrCodeIssued(SubscriberId subject, Actor by, Instant at, UUID code)
      implements CredentialEvent {
    @Override
    public Map<String, String> details() {
      return Map.of("code", code.toString());
    }
  }

  /** The end of a code's validity was moved. */
  record QrCodeExtended(SubscriberId subject, Actor by, Instant at, UUID code, Instant until)
      implements CredentialEvent {
    @Override
    public Map<String, String> details() {
      return EventNames.ordered("code", code.toString(), "until", EventNames.instant(until));
    }
  }

  /** A code was deleted, or replaced after it had expired. */
  record QrCodeRevoked(SubscriberId subject, Actor by, Instant at, UUID code)
      implements CredentialEvent {
    @Override
    public Map<String, String> details() {
      return Map.of("code", code.toString());
    }
  }
}
