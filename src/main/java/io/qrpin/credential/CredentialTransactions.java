package io.qrpin.credential;

import io.qrpin.Qrpin;
import io.qrpin.attempts.AttemptLedger;
import io.qrpin.attempts.Charge;
import io.qrpin.attempts.Generation;
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
import io.qrpin.credential.CredentialStore.Locked;
import io.qrpin.database.Uuid7;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The transactions on a subscriber's credential. Each one joins the caller's transaction or has its
 * own, and fires its events before it ends.
 *
 * <p>Rows are locked in one order, so that changes and sign-ins never wait for each other in a
 * circle: the method, then the attempt ledger if the PIN is concerned, then codes and PIN.
 *
 * <p>Times are the database's. The clock of this server only makes ids.
 */
@ApplicationScoped
class CredentialTransactions {

  private CredentialStore store;
  private CredentialRows rows;
  private AttemptLedger ledger;
  private Codes codes;
  private IssuancePolicy issuance;
  private Event<CredentialEvent> events;
  private Clock clock;
  private SecureRandom random;

  protected CredentialTransactions() {}

  @Inject
  CredentialTransactions(
      CredentialStore store,
      CredentialRows rows,
      AttemptLedger ledger,
      Codes codes,
      IssuancePolicy issuance,
      Event<CredentialEvent> events,
      @Qrpin Clock clock,
      @Qrpin SecureRandom random) {
    this.store = store;
    this.rows = rows;
    this.ledger = ledger;
    this.codes = codes;
    this.issuance = issuance;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  /** Creates or resets a PIN; creates the method if there is none. */
  @Transactional
  PinDetails setPin(SubscriberId owner, PreparedPin prepared, Actor by) {
    SubscriberId subscriber = createAndLock(owner).subscriber();
    Generation generation = ledger.reset(subscriber, by);
    Instant now = generation.beganAt();
    Optional<QrPin> former = lockPinAndRemember(subscriber, now);
    QrPin pin = former.orElseGet(() -> new QrPin(subscriber, newId(now), now));
    Instant usableFrom = usableFrom(store.lockCodes(subscriber), now);
    pin.resetTo(prepared, generation.number(), now, usableFrom, issuance);
    store.add(pin);
    events.fire(pinSet(former, subscriber, by, now));
    return pin.details();
  }

  /**
   * Stores the PIN that its owner chose.
   *
   * @return empty if the charge or the code no longer holds; then nothing has changed
   */
  @Transactional
  Optional<PinDetails> changePin(
      Charge charge, Optional<UUID> code, PreparedPin prepared, Actor by) {
    SubscriberId subscriber = charge.subscriber();
    if (store.lock(subscriber).isEmpty()) {
      return Optional.empty();
    }
    Optional<Generation> generation = ledger.change(charge, code);
    if (generation.isEmpty()) {
      return Optional.empty();
    }
    Instant now = generation.get().beganAt();
    QrPin pin = lockPinAndRemember(subscriber, now).orElseThrow();
    pin.changeTo(prepared, generation.get().number(), now);
    store.flush();
    events.fire(new PinChanged(subscriber, by, now));
    return Optional.of(pin.details());
  }

  /** Deletes the PIN, and with the last credential the method; false if there was no PIN. */
  @Transactional
  boolean deletePin(SubscriberId owner, Actor by) {
    Optional<QrCodePinMethod> method = store.lock(owner);
    if (method.isEmpty() || !store.hasPin(method.get().subscriber())) {
      return false;
    }
    SubscriberId subscriber = method.get().subscriber();
    Instant now = ledger.reset(subscriber, by).beganAt();
    lockPinAndRemember(subscriber, now).ifPresent(store::remove);
    events.fire(new PinRevoked(subscriber, by, now));
    removeIfEmpty(method.get());
    return true;
  }

  /** A new method, and its badge. */
  record Enrolled(MethodDetails method, IssuedQrCode badge) {}

  /** Enrols with badge and PIN and replaces a method that is not active; empty if one is active. */
  @Transactional
  Optional<Enrolled> enrol(
      Subscriber subscriber, Validity validity, PreparedPin prepared, Actor by) {
    SubscriberId id = createAndLock(subscriber.id()).subscriber();
    return enrolLocked(id, validity, prepared, by);
  }

  /**
   * Enrols a person who asks for it themselves; empty if a PIN of theirs exists or existed, and
   * then nothing has changed. This is decided while the method is locked, which every deletion
   * locks too.
   */
  @Transactional
  Optional<Enrolled> enrolOneself(
      Subscriber subscriber, Validity validity, PreparedPin prepared, Actor by) {
    Locked method = createAndLock(subscriber.id());
    SubscriberId id = method.subscriber();
    if (method.isNew() && !rows.hadPin(id)) {
      return enrolLocked(id, validity, prepared, by);
    }
    if (method.isNew()) {
      store.lock(id).ifPresent(store::remove);
    }
    return Optional.empty();
  }

  private Optional<Enrolled> enrolLocked(
      SubscriberId id, Validity validity, PreparedPin prepared, Actor by) {
    QrCodePinMethod method = store.lock(id).orElseThrow();
    Instant locked = rows.now();
    if (store.lockCodes(id).stream().anyMatch(code -> code.details().isActiveAt(locked))) {
      return Optional.empty();
    }
    Generation generation = ledger.reset(id, by);
    Instant now = generation.beganAt();
    method.renew(newId(now), now);
    codes.revoke(id, QrCodeKind.TEMPORARY, now, by);
    events.fire(new MethodCreated(id, by, now));
    IssuedQrCode badge = codes.issue(id, QrCodeKind.STANDARD, validity, now, by);
    Optional<QrPin> former = lockPinAndRemember(id, now);
    former.ifPresent(store::remove);
    QrPin pin = new QrPin(id, newId(now), now);
    Instant usableFrom = validity.start().isAfter(now) ? validity.start() : now;
    pin.resetTo(prepared, generation.number(), now, usableFrom, issuance);
    store.add(pin);
    events.fire(pinSet(former, id, by, now));
    return Optional.of(new Enrolled(rows.methodDetails(id).orElseThrow(), badge));
  }

  /** Deletes both codes and the PIN; false if there was no method. */
  @Transactional
  boolean deleteMethod(SubscriberId owner, Actor by) {
    Optional<QrCodePinMethod> method = store.lock(owner);
    if (method.isEmpty()) {
      return false;
    }
    Instant now = ledger.reset(method.get().subscriber(), by).beganAt();
    delete(method.get(), now, by);
    return true;
  }

  /**
   * The same for a person who asks for it themselves. The ledger stays as it is, so that nobody
   * lifts their own lock in this way.
   */
  @Transactional
  boolean deleteOwnMethod(SubscriberId owner, Actor by) {
    Optional<QrCodePinMethod> method = store.lock(owner);
    if (method.isEmpty()) {
      return false;
    }
    ledger.keep(method.get().subscriber());
    delete(method.get(), rows.now(), by);
    return true;
  }

  private void delete(QrCodePinMethod method, Instant now, Actor by) {
    SubscriberId subscriber = method.subscriber();
    lockPinAndRemember(subscriber, now).ifPresent(store::remove);
    store.lockCodes(subscriber).forEach(store::remove);
    store.remove(method);
    events.fire(new MethodDeleted(subscriber, by, now));
  }

  /**
   * Issues the code of a badge, or extends the active one. What the active one has already is no
   * change, so that a client can send back what it has read.
   *
   * @param lifetime the lifetime of a new code without an expiry
   */
  @Transactional
  CodeChange changeStandardCode(
      Subscriber subscriber,
      Optional<Instant> start,
      Optional<Instant> expiry,
      Duration lifetime,
      Actor by) {
    Optional<QrCodePinMethod> method = store.lock(subscriber.id());
    if (method.isEmpty()) {
      return new CodeChange.NoMethod();
    }
    SubscriberId id = method.get().subscriber();
    Instant now = rows.now();
    Optional<StoredCode> active = active(id, QrCodeKind.STANDARD, now);
    if (active.isEmpty()) {
      Validity validity = validity(start, expiry, lifetime, now);
      return issue(id, QrCodeKind.STANDARD, validity, now, by);
    }
    QrCodeDetails current = active.get().details();
    if (start.isEmpty() && expiry.isEmpty()) {
      return new CodeChange.NothingAsked();
    }
    Validity asked = asked(start, expiry, current.validity());
    if (asked.equals(current.validity())) {
      return new CodeChange.Extended(current);
    }
    return asked.start().equals(current.validity().start())
        ? extend(id, active.get(), asked, now, by)
        : new CodeChange.ActiveExists();
  }

  /**
   * Replaces the code of a badge, whether there is one or not; the PIN stays.
   *
   * @param lifetime the lifetime of a new code without an expiry
   */
  @Transactional
  CodeChange replaceStandardCode(
      Subscriber subscriber,
      Optional<Instant> start,
      Optional<Instant> expiry,
      Duration lifetime,
      Actor by) {
    Optional<QrCodePinMethod> method = store.lock(subscriber.id());
    if (method.isEmpty()) {
      return new CodeChange.NoMethod();
    }
    Instant now = rows.now();
    Validity validity = validity(start, expiry, lifetime, now);
    return issue(method.get().subscriber(), QrCodeKind.STANDARD, validity, now, by);
  }

  /**
   * Issues a temporary code if there is no active one; the same one again changes nothing.
   *
   * @param lifetime the lifetime of a code without an expiry
   */
  @Transactional
  CodeChange issueTemporaryCode(
      Subscriber subscriber,
      Optional<Instant> start,
      Optional<Instant> expiry,
      Duration lifetime,
      Actor by) {
    Optional<QrCodePinMethod> method = store.lock(subscriber.id());
    if (method.isEmpty()) {
      return new CodeChange.NoMethod();
    }
    SubscriberId id = method.get().subscriber();
    Instant now = rows.now();
    Validity validity = validity(start, expiry, lifetime, now);
    Optional<QrCodeDetails> active = active(id, QrCodeKind.TEMPORARY, now).map(StoredCode::details);
    if (active.isEmpty()) {
      return issue(id, QrCodeKind.TEMPORARY, validity, now, by);
    }
    return active
        .filter(code -> isSame(validity, code.validity()))
        .<CodeChange>map(CodeChange.Extended::new)
        .orElseGet(CodeChange.ActiveExists::new);
  }

  /** Deletes a code, and with the last credential the method; false if there was no code. */
  @Transactional
  boolean revokeCode(SubscriberId owner, QrCodeKind kind, Actor by) {
    Optional<QrCodePinMethod> method = store.lock(owner);
    if (method.isEmpty() || !codes.revoke(method.get().subscriber(), kind, rows.now(), by)) {
      return false;
    }
    removeIfEmpty(method.get());
    return true;
  }

  /** From {@code start} or now, until {@code expiry} or for {@code lifetime}. */
  static Validity validity(
      Optional<Instant> start, Optional<Instant> expiry, Duration lifetime, Instant now) {
    Instant from = start.orElse(now);
    return new Validity(from, expiry.orElseGet(() -> from.plus(lifetime)));
  }

  /** A date keeps its stored value if it is missing or the same. */
  private static Validity asked(
      Optional<Instant> start, Optional<Instant> expiry, Validity stored) {
    return new Validity(
        start.filter(sent -> !isSame(sent, stored.start())).orElse(stored.start()),
        expiry.filter(sent -> !isSame(sent, stored.expiry())).orElse(stored.expiry()));
  }

  private static boolean isSame(Validity sent, Validity stored) {
    return isSame(sent.start(), stored.start()) && isSame(sent.expiry(), stored.expiry());
  }

  /**
   * Whether a client sends back what it has read. It may have cut that to milliseconds, because
   * JavaScript's {@code Date} keeps no more.
   */
  private static boolean isSame(Instant sent, Instant stored) {
    return sent.equals(stored) || sent.equals(stored.truncatedTo(ChronoUnit.MILLIS));
  }

  private CodeChange issue(
      SubscriberId owner, QrCodeKind kind, Validity validity, Instant now, Actor by) {
    Validity.Problem problem = validity.problemFor(kind, now);
    return problem == Validity.Problem.NONE
        ? codes.issue(owner, kind, validity, now, by)
        : new CodeChange.InvalidValidity(problem);
  }

  private CodeChange extend(
      SubscriberId subscriber, StoredCode code, Validity extended, Instant now, Actor by) {
    Validity.Problem problem = extended.problemFor(code.details().kind(), now);
    return problem == Validity.Problem.NONE
        ? new CodeChange.Extended(codes.extend(subscriber, code, extended.expiry(), now, by))
        : new CodeChange.InvalidValidity(problem);
  }

  private Optional<StoredCode> active(SubscriberId subscriber, QrCodeKind kind, Instant now) {
    return store.lockCode(subscriber, kind).filter(code -> code.details().isActiveAt(now));
  }

  private void removeIfEmpty(QrCodePinMethod method) {
    SubscriberId subscriber = method.subscriber();
    if (!store.hasPin(subscriber) && store.lockCodes(subscriber).isEmpty()) {
      store.remove(method);
    }
  }

  /** The lifetime of a temporary PIN begins when the first badge becomes valid. */
  private static Instant usableFrom(List<StoredCode> codes, Instant now) {
    return codes.stream()
        .map(code -> code.details().validity().start())
        .min(Instant::compareTo)
        .filter(now::isBefore)
        .orElse(now);
  }

  /** Keeps the PIN in the history, because it is about to be replaced or deleted. */
  private Optional<QrPin> lockPinAndRemember(SubscriberId subscriber, Instant now) {
    Optional<QrPin> pin = store.lockPin(subscriber);
    if (pin.isPresent()) {
      store.remember(subscriber, issuance.rememberedPins(), now);
    }
    return pin;
  }

  private static CredentialEvent pinSet(
      Optional<QrPin> former, SubscriberId subscriber, Actor by, Instant now) {
    return former.isPresent()
        ? new PinReset(subscriber, by, now)
        : new PinCreated(subscriber, by, now);
  }

  private Locked createAndLock(SubscriberId subscriber) {
    return store.createAndLock(subscriber, newId(clock.instant()));
  }

  private UUID newId(Instant now) {
    return Uuid7.at(now, random);
  }
}
