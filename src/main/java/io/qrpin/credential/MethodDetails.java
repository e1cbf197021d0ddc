package io.qrpin.credential;

import io.qrpin.PublicApi;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What may be shown of a subscriber's method: everything but secrets.
 *
 * @param id the method's id
 * @param createdAt when it came into being, to the microsecond
 * @param lastUsedAt when somebody last signed in with it
 * @param standard the badge's code, expired or not
 * @param temporary the temporary code, expired or not
 * @param pin the PIN
 */
@PublicApi
public record MethodDetails(
    UUID id,
    Instant createdAt,
    Optional<Instant> lastUsedAt,
    Optional<QrCodeDetails> standard,
    Optional<QrCodeDetails> temporary,
    Optional<PinDetails> pin) {

  /** Whether it has a code that has not expired at {@code now}, started or not. */
  boolean isActiveAt(Instant now) {
    return Stream.concat(standard.stream(), temporary.stream())
        .anyMatch(code -> code.isActiveAt(now));
  }
}
