package io.qrpin.qrcode;

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
class QrCodeStore {

  @PersistenceContext(unitName = "qrpin")
  private EntityManager entityManager;

  List<QrCode> of(SubscriberId subscriber) {
    return query(subscriber).getResultList();
  }

  /** Reads anew, whatever the transaction has read before. */
  Optional<QrCode> lock(SubscriberId subscriber, QrCodeKind kind) {
    return query(subscriber).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList().stream()
        .filter(code -> code.details().kind() == kind)
        .findFirst();
  }

  private TypedQuery<QrCode> query(SubscriberId subscriber) {
    return entityManager
        .createQuery("select c from QrCode c where c.subscriberId = :subscriber", QrCode.class)
        .setParameter("subscriber", subscriber.value());
  }

  void add(QrCode code) {
    entityManager.persist(code);
    entityManager.flush();
  }

  void remove(QrCode code) {
    entityManager.remove(code);
    entityManager.flush();
  }
}
