package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What may be shown of a stored code: everything but the secret.
 *
 * @param id the code's id, which the badge carries too
 * @param kind standard or temporary
 * @param createdAt when it was issued, to the microsecond
 * @param validity from when to when it is valid
 * @param lastUsedAt when somebody last signed in with it
 */
@PublicApi
public record QrCodeDetails(
    UUID id, QrCodeKind kind, Instant createdAt, Validity validity, Optional<Instant> lastUsedAt) {

  /** Whether it has not expired at {@code now}; a code that has not started yet is active. */
  public boolean isActiveAt(Instant now) {
    return validity.expiry().isAfter(now);
  }
}
