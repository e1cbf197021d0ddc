package io.qrpin.audit;

import io.qrpin.PublicApi;
import java.time.Instant;
import java.util.Optional;

/**
 * The method's configuration was changed or set back to its defaults.
 *
 * @param before what it said
 * @param after what it says now
 */
@PublicApi
public record ConfigurationChanged(Actor by, Instant at, String before, String after)
    implements AuditEvent {

  @Override
  public Optional<String> details() {
    return Optional.of("from " + before + " to " + after);
  }
}
