package io.qrpin.credential;

import io.qrpin.PublicApi;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A subscriber's method without its secrets. Immutable.
 *
 * @param id the id of the method
 * @param createdAt the time of its creation, to the microsecond
 * @param lastUsedAt the time of the last sign-in
 * @param standard the code of the badge, even if it has expired
 * @param temporary the temporary code, even if it has expired
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

  /** Whether it has a code that has not expired at {@code now}. */
  boolean isActiveAt(Instant now) {
    return Stream.concat(standard.stream(), temporary.stream())
        .anyMatch(code -> code.isActiveAt(now));
  }

  /** This method with the codes of both. */
  MethodDetails withCodesOf(MethodDetails other) {
    return new MethodDetails(
        id,
        createdAt,
        lastUsedAt,
        standard.or(other::standard),
        temporary.or(other::temporary),
        pin);
  }
}
