package io.qrpin.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Where audit rows go. It can add, and nothing else. */
@ApplicationScoped
class AuditStore {

  @PersistenceContext(unitName = "qrpin")
  private EntityManager entityManager;

  @Transactional(Transactional.TxType.MANDATORY)
  void append(AuditEntry entry) {
    entityManager.persist(entry);
  }
}
