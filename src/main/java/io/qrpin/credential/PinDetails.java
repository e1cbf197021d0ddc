package io.qrpin.credential;

import io.qrpin.PublicApi;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What may be shown of a stored PIN: everything but the secret.
 *
 * @param id the PIN's id; it stays when the PIN is reset
 * @param changeRequired whether the worker must change it before it signs them in
 * @param createdAt when the first PIN was set, to the microsecond
 * @param updatedAt when the current PIN was set; at first the same as {@code createdAt}
 * @param expiresAt when a temporary PIN stops working; empty for never
 */
@PublicApi
public record PinDetails(
    UUID id,
    boolean changeRequired,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> expiresAt) {}
