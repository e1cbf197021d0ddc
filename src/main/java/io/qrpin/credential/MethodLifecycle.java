package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.Qrpin;
import io.qrpin.audit.Actor;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.credential.Enrolment.AlreadyActive;
import io.qrpin.credential.Enrolment.ChoiceForbidden;
import io.qrpin.credential.Enrolment.InvalidValidity;
import io.qrpin.credential.Enrolment.PinRefused;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker's method as a whole: enrolled with badge and PIN at once, given another badge, a
 * temporary one, and ended.
 *
 * <p>Who may do so is for the caller to decide. Changes join the caller's transaction, or have one
 * of their own, and fire {@link io.qrpin.audit.CredentialEvent}s in it. Thread safety: safe.
 */
@PublicApi
@ApplicationScoped
public class MethodLifecycle {

  private PinPreparation preparation;
  private MethodConfigurations configurations;
  private DetailsStore details;
  private CredentialTransactions changes;
  private Clock clock;

  protected MethodLifecycle() {}

  @Inject
  MethodLifecycle(
      PinPreparation preparation,
      MethodConfigurations configurations,
      DetailsStore details,
      CredentialTransactions changes,
      @Qrpin Clock clock) {
    this.preparation = preparation;
    this.configurations = configurations;
    this.details = details;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Enrols a worker (Graph: "Create qrCodePinAuthenticationMethod"). A method without a code that
   * could still be used is replaced, with a new id.
   *
   * <pre>{@code
   * byte[] svg =
   *     methods
   *         .enrol(worker, Optional.empty(), Optional.empty(), Optional.empty(), by)
   *         .fold(
   *             enrolled -> {
   *               try (enrolled) {
   *                 return enrolled.badge().symbol().svg();
   *               }
   *             },
   *             () -> new byte[0],
   *             problem -> new byte[0],
   *             review -> new byte[0],
   *             () -> new byte[0]);
   * }</pre>
   *
   * @param start when the badge becomes valid; empty for now
   * @param expiry when it ceases to be; empty for the configuration's lifetime after the start
   * @param chosen the PIN the administrator chose, or empty for a random one
   * @throws io.qrpin.hashing.Overloaded when too many PINs are being hashed at once; nothing was
   *     changed
   * @throws io.qrpin.database.DatabaseUnavailable when the database does not answer; nothing was
   *     changed
   * @throws jakarta.persistence.PersistenceException when the database cannot be written
   */
  public Enrolment enrol(
      Subscriber subscriber,
      Optional<Instant> start,
      Optional<Instant> expiry,
      Optional<Pin> chosen,
      Actor by) {
    Instant now = clock.instant();
    if (find(subscriber.id()).filter(method -> method.isActiveAt(now)).isPresent()) {
      return new AlreadyActive();
    }
    Validity validity = CredentialTransactions.validity(start, expiry, standardLifetime(), now);
    Validity.Problem problem = validity.problemFor(QrCodeKind.STANDARD, now);
    if (problem != Validity.Problem.NONE) {
      return new InvalidValidity(problem);
    }
    return preparation.prepare(
        subscriber,
        chosen,
        ready ->
            changes
                .enrol(subscriber, validity, ready::bindTo, by)
                .<Enrolment>map(
                    made ->
                        new Enrolment.Enrolled(
                            made.method(),
                            made.badge(),
                            new IssuedPin(made.method().pin().orElseThrow(), ready.pin())))
                .orElseGet(AlreadyActive::new),
        PinRefused::new,
        ChoiceForbidden::new);
  }

  /**
   * What may be shown of a worker's method; empty when there is none.
   *
   * @throws io.qrpin.database.DatabaseUnavailable when the database does not answer
   * @throws jakarta.persistence.PersistenceException when what the caller's transaction has changed
   *     before cannot be written
   */
  public Optional<MethodDetails> find(SubscriberId subscriber) {
    return details.method(subscriber);
  }

  /** Deletes both codes and the PIN; false when there was no method. */
  public boolean delete(SubscriberId subscriber, Actor by) {
    return changes.deleteMethod(subscriber, by);
  }

  /**
   * Issues a badge where there is no active one, or extends the active one (Graph: "Update
   * standardQRCode").
   *
   * @param start when a new badge becomes valid; with an active badge it asks for a second one,
   *     which is refused
   * @param expiry when the badge ceases to be valid; empty for the configuration's lifetime after
   *     the start
   * @throws io.qrpin.database.DatabaseUnavailable when the database does not answer; nothing was
   *     changed
   * @throws jakarta.persistence.PersistenceException when the database cannot be written
   */
  public CodeChange changeStandardCode(
      Subscriber subscriber, Optional<Instant> start, Optional<Instant> expiry, Actor by) {
    return changes.changeStandardCode(subscriber, start, expiry, standardLifetime(), by);
  }

  /** Issues a temporary code for 1 to 12 hours, where there is no active one. */
  public CodeChange issueTemporaryCode(Subscriber subscriber, Validity validity, Actor by) {
    return changes.issueTemporaryCode(subscriber, validity, by);
  }

  /** Deletes a code; the PIN stays. False when there was none. */
  public boolean revokeCode(SubscriberId subscriber, QrCodeKind kind, Actor by) {
    return changes.revokeCode(subscriber, kind, by);
  }

  private Duration standardLifetime() {
    return Duration.ofDays(configurations.current().codeLifetimeDays());
  }
}
