package io.qrpin.credential;

import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Where methods and their PINs are kept. */
@ApplicationScoped
class MethodStore {

  /**
   * No part of a statement sees what another part writes: the row that is kept here counts as one
   * more.
   */
  private static final String REMEMBER =
      """
      with asked as (
        select cast(? as text) as subscriber_id, cast(? as integer) as most,
               cast(? as timestamptz) as now
      ), kept as (
        insert into remembered_pin (subscriber_id, generation, pin_id, hash, replaced_at)
        select p.subscriber_id, p.generation, p.id, p.hash, a.now
          from qr_pin p join asked a on a.subscriber_id = p.subscriber_id
         where a.most > 0
            on conflict do nothing
        returning generation
      )
      delete from remembered_pin r
       using asked a
       where r.subscriber_id = a.subscriber_id
         and a.most <= (select count(*) from kept)
                       + (select count(*)
                            from remembered_pin n
                           where n.subscriber_id = r.subscriber_id
                             and n.generation > r.generation)
      """;

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

  /**
   * Keeps the PIN that is about to be replaced or deleted, and of those that were before it the
   * last ones.
   *
   * @param most how many are kept in all
   */
  void remember(SubscriberId subscriber, int most, Instant now) {
    entityManager
        .createNativeQuery(REMEMBER)
        .setParameter(1, subscriber.value())
        .setParameter(2, most)
        .setParameter(3, now.atOffset(ZoneOffset.UTC))
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
