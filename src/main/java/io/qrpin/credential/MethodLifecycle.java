package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.audit.Actor;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The life of a worker's method: enrolled with badge and PIN, given another badge or a temporary
 * one, and deleted.
 *
 * <p>The caller decides who may do this. Changes join the caller's transaction or have their own,
 * and fire {@link io.qrpin.audit.CredentialEvent}s in it. Thread safety: safe.
 */
@PublicApi
@ApplicationScoped
public class MethodLifecycle {

  private PinPreparation preparation;
  private MethodConfigurations configurations;
  private CredentialTransactions transactions;
  private CredentialRows rows;

  protected MethodLifecycle() {}

  @Inject
  MethodLifecycle(
      PinPreparation preparation,
      MethodConfigurations configurations,
      CredentialTransactions transactions,
      CredentialRows rows) {
    this.preparation = preparation;
    this.configurations = configurations;
    this.transactions = transactions;
    this.rows = rows;
  }

  /**
   * Enrols a worker with a random PIN, and with a badge that is valid from now on for the
   * configured lifetime. The other {@code enrol} says how.
   *
   * <pre>{@code
   * byte[] svg = new byte[0];
   * Enrolment outcome = methods.enrol(worker, by);
   * if (outcome instanceof Enrolment.Enrolled enrolled) {
   *   try (enrolled) {
   *     svg = enrolled.badge().symbol().svg();
   *   }
   * }
   * }</pre>
   */
  public Enrolment enrol(Subscriber subscriber, Actor by) {
    return enrol(subscriber, Optional.empty(), Optional.empty(), Optional.empty(), by);
  }

  /**
   * Enrols a worker (Graph: "Create qrCodePinAuthenticationMethod"). It replaces a method without
   * an active code; the new method has another id.
   *
   * @param start the start of the badge's validity; empty for now
   * @param expiry the expiry of the badge; empty for the configured lifetime after the start
   * @param chosen the PIN that the administrator chose; empty for a random one
   * @throws io.qrpin.hashing.Overloaded if there is no permit to hash; nothing has changed
   * @throws io.qrpin.hashing.HashingUnavailable if the PIN cannot be hashed; nothing has changed
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   * @throws jakarta.persistence.PersistenceException if the database cannot be written
   */
  public Enrolment enrol(
      Subscriber subscriber,
      Optional<Instant> start,
      Optional<Instant> expiry,
      Optional<Pin> chosen,
      Actor by) {
    Instant now = rows.now();
    if (find(subscriber.id()).filter(method -> method.isActiveAt(now)).isPresent()) {
      return new Enrolment.AlreadyActive();
    }
    return enrol(new Candidate(subscriber, false), start, expiry, chosen, now, by);
  }

  /**
   * Enrols a worker who asks for it themselves. Nobody replaces a PIN in this way: it is done only
   * if there is no PIN and no trace of one ({@link Enrolment.EnrolledBefore}).
   *
   * @param start as in {@link #enrol}, and so is everything else
   */
  public Enrolment enrolOneself(
      Subscriber subscriber,
      Optional<Instant> start,
      Optional<Instant> expiry,
      Optional<Pin> chosen,
      Actor by) {
    if (find(subscriber.id()).isPresent() || rows.hadPin(subscriber.id())) {
      return new Enrolment.EnrolledBefore();
    }
    return enrol(new Candidate(subscriber, true), start, expiry, chosen, rows.now(), by);
  }

  /**
   * Somebody who is enrolled.
   *
   * @param asksThemselves whether that person asks for it
   */
  private record Candidate(Subscriber subscriber, boolean asksThemselves) {}

  private Enrolment enrol(
      Candidate candidate,
      Optional<Instant> start,
      Optional<Instant> expiry,
      Optional<Pin> chosen,
      Instant now,
      Actor by) {
    Subscriber subscriber = candidate.subscriber();
    Validity validity = CredentialTransactions.validity(start, expiry, standardLifetime(), now);
    Validity.Problem problem = validity.problemFor(QrCodeKind.STANDARD, now);
    if (problem != Validity.Problem.NONE) {
      return new Enrolment.InvalidValidity(problem);
    }
    Preparation outcome = preparation.prepare(subscriber, chosen);
    if (outcome instanceof PinRefused refused) {
      return refused;
    }
    if (!(outcome instanceof PreparedPin prepared)) {
      return new ChoiceForbidden();
    }
    try (prepared) {
      return candidate.asksThemselves()
          ? transactions
              .enrolOneself(subscriber, validity, prepared, by)
              .<Enrolment>map(enrolled -> withPin(enrolled, prepared.pin()))
              .orElseGet(Enrolment.EnrolledBefore::new)
          : transactions
              .enrol(subscriber, validity, prepared, by)
              .<Enrolment>map(enrolled -> withPin(enrolled, prepared.pin()))
              .orElseGet(Enrolment.AlreadyActive::new);
    }
  }

  static Enrolment withPin(CredentialTransactions.Enrolled enrolled, Pin pin) {
    PinDetails details = enrolled.method().pin().orElseThrow();
    return new Enrolment.Enrolled(enrolled.method(), enrolled.badge(), new IssuedPin(details, pin));
  }

  /**
   * Reads what may be shown of a worker's method; empty if there is none.
   *
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public Optional<MethodDetails> find(SubscriberId subscriber) {
    return rows.methodDetails(subscriber);
  }

  /**
   * The owner of a badge; empty if the badge is not genuine. The badge need not be valid now, so
   * that somebody can find the owner of a badge that was found.
   *
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public Optional<SubscriberId> ownerOf(BadgeText badge) {
    return rows.shownBy(badge).map(ShownBadge::subscriber);
  }

  /**
   * Deletes both codes and the PIN, and lifts a lock; false if there was no method. If the worker
   * asks for it themselves, call {@link #deleteOwn}.
   */
  public boolean delete(SubscriberId subscriber, Actor by) {
    return transactions.deleteMethod(subscriber, by);
  }

  /**
   * Deletes both codes and the PIN of a worker who asks for it themselves; false if there was no
   * method. Failures, locks and the PIN history stay.
   */
  public boolean deleteOwn(SubscriberId subscriber, Actor by) {
    return transactions.deleteOwnMethod(subscriber, by);
  }

  /**
   * Issues a badge if there is no active one, or extends the active one (Graph: "Update
   * standardQRCode"). Start and expiry that the active badge has already are no change.
   *
   * @param start the start of a new badge; with an active badge, one that differs from its own is
   *     refused
   * @param expiry the expiry of the badge; empty for the configured lifetime after the start
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   * @throws jakarta.persistence.PersistenceException if the database cannot be written
   */
  public CodeChange changeStandardCode(
      Subscriber subscriber, Optional<Instant> start, Optional<Instant> expiry, Actor by) {
    return transactions.changeStandardCode(subscriber, start, expiry, standardLifetime(), by);
  }

  /**
   * Replaces a badge, for example a lost one. The old badge is void at once, and the PIN stays. A
   * worker without a badge gets one.
   *
   * @param start the start of the new badge; empty for now
   * @param expiry its expiry; empty for the configured lifetime after the start
   * @return an {@link IssuedQrCode}, {@link CodeChange.NoMethod} or {@link
   *     CodeChange.InvalidValidity}
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   * @throws jakarta.persistence.PersistenceException if the database cannot be written
   */
  public CodeChange replaceStandardCode(
      Subscriber subscriber, Optional<Instant> start, Optional<Instant> expiry, Actor by) {
    return transactions.replaceStandardCode(subscriber, start, expiry, standardLifetime(), by);
  }

  /**
   * Issues a temporary code for 1 to 12 hours if there is no active one. The validity that the
   * active one has already is no change.
   */
  public CodeChange issueTemporaryCode(Subscriber subscriber, Validity validity, Actor by) {
    return issueTemporaryCode(
        subscriber, Optional.of(validity.start()), Optional.of(validity.expiry()), by);
  }

  /**
   * The same with dates that may be left out.
   *
   * @param start the start of the code; empty for now
   * @param expiry its expiry; empty for 12 hours after the start
   */
  public CodeChange issueTemporaryCode(
      Subscriber subscriber, Optional<Instant> start, Optional<Instant> expiry, Actor by) {
    return transactions.issueTemporaryCode(
        subscriber, start, expiry, QrCodeKind.TEMPORARY.maxLifetime(), by);
  }

  /** Deletes a code and keeps the PIN; false if there was no such code. */
  public boolean revokeCode(SubscriberId subscriber, QrCodeKind kind, Actor by) {
    return transactions.revokeCode(subscriber, kind, by);
  }

  private Duration standardLifetime() {
    return Duration.ofDays(configurations.current().codeLifetimeDays());
  }
}
