package io.qrpin.credential;

import io.qrpin.Qrpin;
import io.qrpin.attempts.AttemptLedger;
import io.qrpin.attempts.Charge;
import io.qrpin.audit.Actor;
import io.qrpin.audit.CredentialEvent;
import io.qrpin.audit.CredentialEvent.MethodCreated;
import io.qrpin.audit.CredentialEvent.MethodDeleted;
import io.qrpin.audit.CredentialEvent.PinChanged;
import io.qrpin.audit.CredentialEvent.PinCreated;
import io.qrpin.audit.CredentialEvent.PinReset;
import io.qrpin.audit.CredentialEvent.PinRevoked;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.database.Uuid7;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The transactions on a subscriber's credential. Each joins the caller's or has one of its own,
 * takes the subscriber's method before it reads anything under it, and tells what happened before
 * it ends.
 *
 * <p>Rows are locked in one order, so that changes and sign-ins never wait for each other in a
 * circle: the method, the attempt ledger where the PIN is concerned, then codes and PIN.
 */
@ApplicationScoped
class CredentialTransactions {

  private MethodStore store;
  private DetailsStore details;
  private AttemptLedger ledger;
  private QrCodes codes;
  private IssuancePolicy issuance;
  private Event<CredentialEvent> events;
  private Clock clock;
  private SecureRandom random;

  protected CredentialTransactions() {}

  @Inject
  CredentialTransactions(
      MethodStore store,
      DetailsStore details,
      AttemptLedger ledger,
      QrCodes codes,
      IssuancePolicy issuance,
      Event<CredentialEvent> events,
      @Qrpin Clock clock,
      @Qrpin SecureRandom random) {
    this.store = store;
    this.details = details;
    this.ledger = ledger;
    this.codes = codes;
    this.issuance = issuance;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  /** Sets a temporary PIN, creating method and PIN where there are none. */
  @Transactional
  PinDetails setPin(SubscriberId subscriber, Function<PinBinding, PinHash> bind, Actor by) {
    createAndLock(subscriber);
    int generation = ledger.reset(subscriber, by);
    Instant now = clock.instant();
    Optional<QrPin> stored = lockAndRemember(subscriber, now);
    QrPin pin = stored.orElseGet(() -> newPin(subscriber, now));
    pin.resetTo(bind, generation, now, usableFrom(subscriber, now), issuance);
    stored.ifPresentOrElse(existing -> store.flush(), () -> store.add(pin));
    events.fire(
        stored.isPresent()
            ? new PinReset(subscriber, by, now)
            : new PinCreated(subscriber, by, now));
    return pin.details();
  }

  /**
   * Sets the PIN that its owner chose; empty where charge or code do not hold any more, and then
   * nothing has changed.
   */
  @Transactional
  Optional<PinDetails> changePin(
      Charge charge, Optional<UUID> code, Function<PinBinding, PinHash> bind, Actor by) {
    SubscriberId subscriber = charge.subscriber();
    return store
        .lock(subscriber)
        .flatMap(method -> ledger.change(charge, code))
        .map(generation -> changeTo(generation, subscriber, bind, by));
  }

  private PinDetails changeTo(
      int generation, SubscriberId subscriber, Function<PinBinding, PinHash> bind, Actor by) {
    Instant now = clock.instant();
    QrPin pin = lockAndRemember(subscriber, now).orElseThrow();
    pin.changeTo(bind, generation, now);
    store.flush();
    events.fire(new PinChanged(subscriber, by, now));
    return pin.details();
  }

  /** Deletes the PIN; false when there was none. The last credential takes the method with it. */
  @Transactional
  boolean deletePin(SubscriberId subscriber, Actor by) {
    Optional<QrCodePinMethod> method = store.lock(subscriber);
    if (method.isEmpty() || store.pin(subscriber).isEmpty()) {
      return false;
    }
    ledger.reset(subscriber, by);
    Instant now = clock.instant();
    lockAndRemember(subscriber, now).ifPresent(store::remove);
    events.fire(new PinRevoked(subscriber, by, now));
    removeIfEmpty(method.get(), subscriber);
    return true;
  }

  /**
   * Enrols: badge and PIN at once, in the place of a method that is not active. Empty when one is.
   */
  @Transactional
  Optional<Enrolled> enrol(
      Subscriber subscriber, Validity validity, Function<PinBinding, PinHash> bind, Actor by) {
    SubscriberId id = subscriber.id();
    createAndLock(id);
    QrCodePinMethod method = store.lock(id).orElseThrow();
    Instant now = clock.instant();
    if (isActive(id, now)) {
      return Optional.empty();
    }
    int generation = ledger.reset(id, by);
    method.renew(Uuid7.at(now, random), now);
    codes.revoke(id, QrCodeKind.TEMPORARY, by);
    events.fire(new MethodCreated(id, by, now));
    IssuedQrCode badge = codes.issue(subscriber, QrCodeKind.STANDARD, validity, by);
    Optional<QrPin> former = lockAndRemember(id, now);
    former.ifPresent(store::remove);
    QrPin pin = newPin(id, now);
    pin.resetTo(bind, generation, now, usableFrom(id, now), issuance);
    store.add(pin);
    events.fire(former.isPresent() ? new PinReset(id, by, now) : new PinCreated(id, by, now));
    return Optional.of(new Enrolled(details.method(id).orElseThrow(), badge));
  }

  /** What {@link #enrol} made. */
  record Enrolled(MethodDetails method, IssuedQrCode badge) {}

  /** Deletes both codes and the PIN; false when there was no method. */
  @Transactional
  boolean deleteMethod(SubscriberId subscriber, Actor by) {
    Optional<QrCodePinMethod> method = store.lock(subscriber);
    method.ifPresent(
        it -> {
          ledger.reset(subscriber, by);
          lockAndRemember(subscriber, clock.instant());
          store.remove(it);
          events.fire(new MethodDeleted(subscriber, by, clock.instant()));
        });
    return method.isPresent();
  }

  /** Issues a badge's code, or extends the active one. */
  @Transactional
  CodeChange changeStandardCode(
      Subscriber subscriber,
      Optional<Instant> start,
      Optional<Instant> expiry,
      Duration lifetime,
      Actor by) {
    if (store.lock(subscriber.id()).isEmpty()) {
      return new CodeChange.NoMethod();
    }
    Instant now = clock.instant();
    Optional<QrCodeDetails> active = active(subscriber.id(), QrCodeKind.STANDARD, now);
    if (active.isEmpty()) {
      return issue(
          subscriber, QrCodeKind.STANDARD, validity(start, expiry, lifetime, now), now, by);
    }
    if (start.isPresent()) {
      return new CodeChange.ActiveExists();
    }
    return expiry
        .map(until -> extend(subscriber.id(), active.get(), until, now, by))
        .orElseGet(CodeChange.NothingAsked::new);
  }

  /** Issues a temporary code, unless there is an active one. */
  @Transactional
  CodeChange issueTemporaryCode(Subscriber subscriber, Validity validity, Actor by) {
    if (store.lock(subscriber.id()).isEmpty()) {
      return new CodeChange.NoMethod();
    }
    Instant now = clock.instant();
    return active(subscriber.id(), QrCodeKind.TEMPORARY, now).isPresent()
        ? new CodeChange.ActiveExists()
        : issue(subscriber, QrCodeKind.TEMPORARY, validity, now, by);
  }

  /** Deletes a code; false when there was none. The last credential takes the method with it. */
  @Transactional
  boolean revokeCode(SubscriberId subscriber, QrCodeKind kind, Actor by) {
    Optional<QrCodePinMethod> method = store.lock(subscriber);
    boolean revoked = method.isPresent() && codes.revoke(subscriber, kind, by);
    if (revoked) {
      removeIfEmpty(method.get(), subscriber);
    }
    return revoked;
  }

  private boolean isActive(SubscriberId subscriber, Instant now) {
    return codes.of(subscriber).stream().anyMatch(code -> code.isActiveAt(now));
  }

  /** From {@code start}, else now, until {@code expiry}, else as long as the configuration says. */
  static Validity validity(
      Optional<Instant> start, Optional<Instant> expiry, Duration lifetime, Instant now) {
    Instant from = start.orElse(now);
    return new Validity(from, expiry.orElseGet(() -> from.plus(lifetime)));
  }

  private CodeChange issue(
      Subscriber subscriber, QrCodeKind kind, Validity validity, Instant now, Actor by) {
    Validity.Problem problem = validity.problemFor(kind, now);
    return problem == Validity.Problem.NONE
        ? new CodeChange.Issued(codes.issue(subscriber, kind, validity, by))
        : new CodeChange.InvalidValidity(problem);
  }

  private CodeChange extend(
      SubscriberId subscriber, QrCodeDetails code, Instant until, Instant now, Actor by) {
    Validity.Problem problem =
        new Validity(code.validity().start(), until).problemFor(code.kind(), now);
    return problem == Validity.Problem.NONE
        ? codes
            .extend(subscriber, code.kind(), until, by)
            .<CodeChange>map(CodeChange.Extended::new)
            .orElseThrow()
        : new CodeChange.InvalidValidity(problem);
  }

  private Optional<QrCodeDetails> active(SubscriberId subscriber, QrCodeKind kind, Instant now) {
    return codes.of(subscriber).stream()
        .filter(code -> code.kind() == kind && code.isActiveAt(now))
        .findFirst();
  }

  private void removeIfEmpty(QrCodePinMethod method, SubscriberId subscriber) {
    if (store.pin(subscriber).isEmpty() && codes.of(subscriber).isEmpty()) {
      store.remove(method);
    }
  }

  /** A temporary PIN waits for a badge that starts later. */
  private Instant usableFrom(SubscriberId subscriber, Instant now) {
    return codes.of(subscriber).stream()
        .map(code -> code.validity().start())
        .min(Instant::compareTo)
        .filter(now::isBefore)
        .orElse(now);
  }

  /** The PIN that is about to end, kept among those that are not to be chosen again. */
  private Optional<QrPin> lockAndRemember(SubscriberId subscriber, Instant now) {
    Optional<QrPin> pin = store.lockPin(subscriber);
    pin.ifPresent(it -> store.remember(subscriber, issuance.rememberedPins(), now));
    return pin;
  }

  private void createAndLock(SubscriberId subscriber) {
    Instant now = clock.instant();
    store.createAndLock(subscriber, Uuid7.at(now, random), now);
  }

  private QrPin newPin(SubscriberId subscriber, Instant now) {
    return new QrPin(subscriber, Uuid7.at(now, random), now);
  }
}
