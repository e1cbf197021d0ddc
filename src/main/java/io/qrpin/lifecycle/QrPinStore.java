package io.qrpin.lifecycle;

import io.qrpin.Qrpin;
import io.qrpin.Uuid7;
import io.qrpin.audit.Actor;
import io.qrpin.audit.CredentialEvent;
import io.qrpin.audit.CredentialEvent.PinCreated;
import io.qrpin.audit.CredentialEvent.PinReset;
import io.qrpin.audit.CredentialEvent.PinRevoked;
import io.qrpin.pin.PinBinding;
import io.qrpin.pin.PinHash;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/**
 * The transactions on a stored PIN. Each joins the caller's, locks the subscriber's method first,
 * and tells what happened before it ends.
 */
@ApplicationScoped
class QrPinStore {

  @PersistenceContext(unitName = "qrpin")
  private EntityManager entityManager;

  private IssuancePolicy issuance;
  private Event<CredentialEvent> events;
  private Clock clock;
  private SecureRandom random;

  protected QrPinStore() {}

  @Inject
  QrPinStore(
      IssuancePolicy issuance,
      Event<CredentialEvent> events,
      @Qrpin Clock clock,
      @Qrpin SecureRandom random) {
    this.issuance = issuance;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  /** Sets a temporary PIN, creating method and PIN where there are none. */
  @Transactional
  PinDetails set(SubscriberId subscriber, Function<PinBinding, PinHash> bind, Actor by) {
    createAndLockMethod(subscriber);
    Instant now = clock.instant();
    QrPin stored = find(subscriber).orElse(null);
    boolean isNew = stored == null;
    QrPin pin = isNew ? new QrPin(subscriber, Uuid7.at(now, random), now) : stored;
    pin.resetTo(bind, now, issuance);
    if (isNew) {
      entityManager.persist(pin);
    }
    entityManager.flush();
    events.fire(isNew ? new PinCreated(subscriber, by, now) : new PinReset(subscriber, by, now));
    return pin.details();
  }

  /** Deletes the PIN; false when there was none. */
  @Transactional
  boolean delete(SubscriberId subscriber, Actor by) {
    QrCodePinMethod method =
        entityManager.find(
            QrCodePinMethod.class, subscriber.value(), LockModeType.PESSIMISTIC_WRITE);
    Optional<QrPin> pin = method == null ? Optional.empty() : find(subscriber);
    if (pin.isEmpty()) {
      return false;
    }
    entityManager.remove(pin.get());
    entityManager.remove(method);
    entityManager.flush();
    events.fire(new PinRevoked(subscriber, by, clock.instant()));
    return true;
  }

  @Transactional(Transactional.TxType.SUPPORTS)
  Optional<PinDetails> details(SubscriberId subscriber) {
    return find(subscriber).map(QrPin::details);
  }

  private Optional<QrPin> find(SubscriberId subscriber) {
    return Optional.ofNullable(entityManager.find(QrPin.class, subscriber.value()));
  }

  /**
   * Takes the subscriber's row, making it first where it is missing. One statement, because between
   * looking and making somebody else could make or delete it.
   */
  private void createAndLockMethod(SubscriberId subscriber) {
    Instant now = clock.instant();
    entityManager
        .createNativeQuery(
            "insert into qr_code_pin_method (subscriber_id, id, created_at) values (?1, ?2, ?3)"
                + " on conflict (subscriber_id) do update set id = qr_code_pin_method.id")
        .setParameter(1, subscriber.value())
        .setParameter(2, Uuid7.at(now, random))
        .setParameter(3, now.atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }
}
