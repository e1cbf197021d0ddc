package io.qrpin.credential;

import io.qrpin.PublicApi;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A stored PIN without its digits. Immutable.
 *
 * @param id the id of the PIN; a reset keeps it
 * @param changeRequired whether the worker must change it before it signs in
 * @param createdAt the time of the first PIN, to the microsecond
 * @param updatedAt the time of the current PIN; at first equal to {@code createdAt}
 * @param expiresAt the expiry of a temporary PIN; empty if it never expires
 */
@PublicApi
public record PinDetails(
    UUID id,
    boolean changeRequired,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> expiresAt) {}
