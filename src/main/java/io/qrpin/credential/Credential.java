package io.qrpin.credential;

import io.qrpin.attempts.Lock;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.subscriber.SubscriberId;
import java.util.Optional;
import java.util.UUID;

/**
 * A subscriber's credential as it is read for an attempt, in one look.
 *
 * @param subscriber whose it is
 * @param methodId the id of the method
 * @param code the code whose badge was shown; empty where the owner is known otherwise
 * @param pin the PIN that holds, if there is one
 * @param lock why no PIN is compared now, if that is so
 */
public record Credential(
    SubscriberId subscriber,
    UUID methodId,
    Optional<ShownCode> code,
    Optional<StoredPin> pin,
    Optional<Lock> lock) {

  /** A genuine code, valid when it was looked at. */
  public record ShownCode(UUID id, QrCodeKind kind) {}
}
