package io.qrpin.audit;

import io.qrpin.PublicApi;
import java.time.Instant;
import java.util.Map;

/**
 * Data about people who have left was deleted, because it was kept long enough. It names nobody.
 *
 * @param ledgers the number of people whose attempt ledger was deleted
 * @param rememberedPins the number of PINs that were deleted from their histories
 */
@PublicApi
public record RetentionApplied(Actor by, Instant at, int ledgers, int rememberedPins)
    implements AuditEvent {

  @Override
  public Map<String, String> details() {
    return EventNames.ordered(
        "ledgers", Integer.toString(ledgers), "rememberedPins", Integer.toString(rememberedPins));
  }
}
