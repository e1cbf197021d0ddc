package io.qrpin.credential;

import io.qrpin.attempts.CodeUse;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Uses a code in the ledger's own statement. A code that has ended meanwhile is not used, and then
 * the charge settles nothing.
 */
@ApplicationScoped
public class StoredCodeUse implements CodeUse {

  @Override
  public String cte() {
    return """
        used as (
          update qr_code c
             set last_used_at = clock_timestamp()
            from mine m
           where c.id = :code::uuid and c.subscriber_id = m.subscriber_id
             and c.starts_at <= clock_timestamp() and c.expires_at > clock_timestamp()
          returning c.subscriber_id, c.last_used_at
        )""";
  }
}
