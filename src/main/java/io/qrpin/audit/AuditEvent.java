package io.qrpin.audit;

import io.qrpin.PublicApi;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that belongs into the audit trail.
 *
 * <p>Events are fired as CDI events in the transaction of the change: an observer that throws
 * undoes it, and one that must not take part observes {@code during = AFTER_SUCCESS}. None of them
 * holds a PIN, a token, or a hash of one.
 */
@PublicApi
public sealed interface AuditEvent permits CredentialEvent, ConfigurationChanged {

  /** By whom, and why. */
  Actor by();

  /** When, in UTC, to the microsecond. */
  Instant at();

  /** What else there is to say, for the audit row. */
  default Optional<String> details() {
    return Optional.empty();
  }
}
