package io.qrpin.audit;

import io.qrpin.PublicApi;
import java.time.Instant;
import java.util.Map;

/**
 * A change that the audit trail records.
 *
 * <p>The event is fired as a CDI event in the transaction of the change. An observer that throws
 * undoes the change; an observer that must not take part observes {@code during = AFTER_SUCCESS}.
 * No event holds a PIN, a token, or a hash of one.
 */
@PublicApi
public sealed interface AuditEvent permits CredentialEvent, ConfigurationChanged, RetentionApplied {

  /** The name in the audit row. It never changes, whatever the class is called. */
  default String name() {
    return EventNames.of(this);
  }

  /** The actor who made the change, with a reason if there is one. */
  Actor by();

  /** When it was made, in UTC, to the microsecond. */
  Instant at();

  /** More facts for the audit row, in a fixed order; empty where there are none. */
  default Map<String, String> details() {
    return Map.of();
  }
}
