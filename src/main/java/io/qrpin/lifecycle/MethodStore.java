package io.qrpin.lifecycle;

import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where methods and their PINs are kept. */
@ApplicationScoped
class MethodStore {

  @PersistenceContext(unitName = "qrpin")
  private EntityManager entityManager;

  /**
   * Takes the subscriber's row, making it first where it is missing. One statement, because between
   * looking and making somebody else could make or delete it.
   */
  void createAndLock(SubscriberId subscriber, UUID id, Instant now) {
    entityManager
        .createNativeQuery(
            "insert into qr_code_pin_method (subscriber_id, id, created_at) values (?1, ?2, ?3)"
                + " on conflict (subscriber_id) do update set id = qr_code_pin_method.id")
        .setParameter(1, subscriber.value())
        .setParameter(2, id)
        .setParameter(3, now.atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }

  /** Takes the subscriber's row and reads it anew; empty when there is none. */
  Optional<QrCodePinMethod> lock(SubscriberId subscriber) {
    return Optional.ofNullable(
        entityManager.find(
            QrCodePinMethod.class, subscriber.value(), LockModeType.PESSIMISTIC_WRITE));
  }

  Optional<QrCodePinMethod> method(SubscriberId subscriber) {
    return Optional.ofNullable(entityManager.find(QrCodePinMethod.class, subscriber.value()));
  }

  /** When somebody last signed in with a method of the subscriber's. */
  Optional<Instant> lastUse(SubscriberId subscriber) {
    List<?> uses =
        entityManager
            .createNativeQuery("select last_used_at from attempt_ledger where subscriber_id = ?")
            .setParameter(1, subscriber.value())
            .getResultList();
    return uses.stream()
        .filter(Timestamp.class::isInstance)
        .map(Timestamp.class::cast)
        .findFirst()
        .map(Timestamp::toInstant);
  }

  /**
   * Keeps the PIN that is about to be replaced or deleted, and of those that were before it the
   * last ones.
   *
   * @param most how many are kept in all
   */
  void remember(SubscriberId subscriber, int most, Instant now) {
    entityManager
        .createNativeQuery(
            "insert into remembered_pin (subscriber_id, generation, pin_id, hash, replaced_at)"
                + " select subscriber_id, generation, id, hash, ? from qr_pin"
                + " where subscriber_id = ? on conflict do nothing")
        .setParameter(1, now.atOffset(ZoneOffset.UTC))
        .setParameter(2, subscriber.value())
        .executeUpdate();
    entityManager
        .createNativeQuery(
            "delete from remembered_pin r where r.subscriber_id = ? and ? <= (select count(*)"
                + " from remembered_pin n where n.subscriber_id = r.subscriber_id"
                + " and n.generation > r.generation)")
        .setParameter(1, subscriber.value())
        .setParameter(2, most)
        .executeUpdate();
  }

  /** Everything that hangs on it goes too. */
  void remove(QrCodePinMethod method) {
    entityManager.remove(method);
    entityManager.flush();
  }

  Optional<QrPin> pin(SubscriberId subscriber) {
    return Optional.ofNullable(entityManager.find(QrPin.class, subscriber.value()));
  }

  /** Reads the PIN anew, whatever the transaction has read before. */
  Optional<QrPin> lockPin(SubscriberId subscriber) {
    return Optional.ofNullable(
        entityManager.find(QrPin.class, subscriber.value(), LockModeType.PESSIMISTIC_WRITE));
  }

  void add(QrPin pin) {
    entityManager.persist(pin);
    entityManager.flush();
  }

  void remove(QrPin pin) {
    entityManager.remove(pin);
    entityManager.flush();
  }

  /**
   * Sends what was changed to the database now, so that its constraints speak before the events do.
   */
  void flush() {
    entityManager.flush();
  }
}
