package io.qrpin.attempts;

/**
 * The part of a settle that uses a badge's code. The room that owns the codes writes it. The ledger
 * includes it in its own statement, because a code that has ended must make the charge void.
 */
public interface CodeUse {

  /**
   * One common table expression, {@code used as (…)}, without a comma at either end. It reads
   * {@code mine(subscriber_id)}, which holds the subscriber's row locked, and the placeholder
   * {@code :code}, which may be null. It records that the code is used now, if the code belongs to
   * that subscriber and is valid now. It yields {@code used(subscriber_id, last_used_at)}: one row,
   * or none.
   */
  String cte();
}
