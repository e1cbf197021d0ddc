package io.qrpin.credential;

import io.qrpin.attempts.Lock;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinHasher.PinComparison;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A subscriber's credential as one statement reads it for an attempt. Immutable.
 *
 * @param subscriber the subscriber that the credential belongs to
 * @param methodId the id of the method
 * @param code the code of the badge that was shown; empty if no badge was shown
 * @param pin the current PIN
 * @param lock the lock on the subscriber's attempts
 * @param readAt when it was read, by the database's clock
 */
public record Credential(
    SubscriberId subscriber,
    UUID methodId,
    Optional<QrCodeDetails> code,
    Optional<StoredPin> pin,
    Optional<Lock> lock,
    Instant readAt)
    implements ShownBadge {

  /**
   * Compares a PIN with the current one; without a current one no PIN matches. It costs one hash in
   * every case.
   *
   * @param generation the current generation in the ledger
   * @throws io.qrpin.hashing.UnreadablePinHash if the hash is malformed, or was not sealed for this
   *     place
   * @throws io.qrpin.hashing.HashingUnavailable if the PIN cannot be hashed
   */
  public PinComparison compare(Pin candidate, int generation, PinHasher hasher) {
    return pin.isPresent()
        ? pin.get().compare(candidate, generation, hasher)
        : hasher.compareWithNone(
            candidate, new PinBinding(subscriber.value(), methodId.toString(), generation));
  }
}
