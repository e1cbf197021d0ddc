package io.qrpin.credential;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;

/** Where codes are kept. */
@ApplicationScoped
class StoredCodeStore {

  @PersistenceContext(unitName = "qrpin")
  private EntityManager entityManager;

  List<StoredCode> of(SubscriberId subscriber) {
    return query(subscriber).getResultList();
  }

  /** Reads anew, whatever the transaction has read before. */
  Optional<StoredCode> lock(SubscriberId subscriber, QrCodeKind kind) {
    return query(subscriber).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList().stream()
        .filter(code -> code.details().kind() == kind)
        .findFirst();
  }

  private TypedQuery<StoredCode> query(SubscriberId subscriber) {
    return entityManager
        .createQuery(
            "select c from StoredCode c where c.subscriberId = :subscriber", StoredCode.class)
        .setParameter("subscriber", subscriber.value());
  }

  void add(StoredCode code) {
    entityManager.persist(code);
    entityManager.flush();
  }

  void remove(StoredCode code) {
    entityManager.remove(code);
    entityManager.flush();
  }
}
