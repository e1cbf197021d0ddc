package io.qrpin.credential;

import io.qrpin.attempts.Lock;
import io.qrpin.subscriber.SubscriberId;
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
 */
public record Credential(
    SubscriberId subscriber,
    UUID methodId,
    Optional<QrCodeDetails> code,
    Optional<StoredPin> pin,
    Optional<Lock> lock) {}
