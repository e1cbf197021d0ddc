package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A stored code without its secret. Immutable.
 *
 * @param id the id of the code
 * @param kind standard or temporary
 * @param createdAt the time of its issue, to the microsecond
 * @param validity its start and its expiry
 * @param lastUsedAt the time of the last sign-in with it
 */
@PublicApi
public record QrCodeDetails(
    UUID id, QrCodeKind kind, Instant createdAt, Validity validity, Optional<Instant> lastUsedAt) {

  /** Whether it has not expired at {@code now}; a code that starts later is active too. */
  public boolean isActiveAt(Instant now) {
    return validity.expiry().isAfter(now);
  }
}
