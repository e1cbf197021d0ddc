package io.qrpin.audit;

import io.qrpin.Qrpin;
import io.qrpin.database.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;

/**
 * Writes each {@link AuditEvent} down, in the transaction of the change it tells of: there is no
 * change without its row and no row without its change.
 */
@ApplicationScoped
public class AuditTrail {

  private AuditStore store;
  private SecureRandom random;

  protected AuditTrail() {}

  @Inject
  AuditTrail(AuditStore store, @Qrpin SecureRandom random) {
    this.store = store;
    this.random = random;
  }

  void record(@Observes AuditEvent event) {
    store.append(new AuditEntry(Uuid7.at(event.at(), random), event));
  }
}
