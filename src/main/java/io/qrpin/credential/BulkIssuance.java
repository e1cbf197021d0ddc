package io.qrpin.credential;

import io.qrpin.audit.Actor;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.subscriber.Subscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Enrolments and resets of a bulk run, in two steps: the PIN is hashed first, with a permit of bulk
 * runs, and the change then joins the caller's transaction. So the caller can write a row of its
 * own in that transaction, and holds no connection while a PIN is hashed.
 *
 * <p>The caller decides who may do this. Thread safety: safe.
 */
@ApplicationScoped
public class BulkIssuance {

  private PinPreparation preparation;
  private MethodConfigurations configurations;
  private CredentialTransactions transactions;
  private CredentialRows rows;

  protected BulkIssuance() {}

  @Inject
  BulkIssuance(
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
   * The refusal that an enrolment would end with as things are now, so that nothing is hashed in
   * vain; empty if there is none.
   */
  public Optional<Enrolment> refusal(
      Subscriber subscriber, Optional<Instant> start, Optional<Instant> expiry) {
    Instant now = rows.now();
    if (rows.methodDetails(subscriber.id()).filter(it -> it.isActiveAt(now)).isPresent()) {
      return Optional.of(new Enrolment.AlreadyActive());
    }
    Validity.Problem problem = validity(start, expiry, now).problemFor(QrCodeKind.STANDARD, now);
    return problem == Validity.Problem.NONE
        ? Optional.empty()
        : Optional.of(new Enrolment.InvalidValidity(problem));
  }

  /**
   * Draws and hashes a random PIN. It waits for a permit as long as it must. After the second step
   * the caller closes the result, or discards it if nobody gets the PIN.
   *
   * @throws io.qrpin.hashing.Overloaded if the thread is interrupted
   * @throws io.qrpin.hashing.HashingUnavailable if the PIN cannot be hashed
   */
  public PreparedPin prepare(Subscriber subscriber) {
    return preparation.prepareInBulk(subscriber);
  }

  /**
   * Enrols in the caller's transaction, as {@link MethodLifecycle#enrol} does.
   *
   * @return {@link Enrolment.Enrolled}, {@link Enrolment.AlreadyActive} or {@link
   *     Enrolment.InvalidValidity}
   */
  @Transactional(TxType.MANDATORY)
  public Enrolment enrol(
      Subscriber subscriber,
      Optional<Instant> start,
      Optional<Instant> expiry,
      PreparedPin prepared,
      Actor by) {
    Instant now = rows.now();
    Validity validity = validity(start, expiry, now);
    Validity.Problem problem = validity.problemFor(QrCodeKind.STANDARD, now);
    if (problem != Validity.Problem.NONE) {
      return new Enrolment.InvalidValidity(problem);
    }
    return transactions
        .enrol(subscriber, validity, prepared, by)
        .map(enrolled -> MethodLifecycle.withPin(enrolled, prepared.pin()))
        .orElseGet(Enrolment.AlreadyActive::new);
  }

  /** Resets the PIN in the caller's transaction, as {@link PinLifecycle#issue} does. */
  @Transactional(TxType.MANDATORY)
  public IssuedPin resetPin(Subscriber subscriber, PreparedPin prepared, Actor by) {
    return new IssuedPin(transactions.setPin(subscriber.id(), prepared, by), prepared.pin());
  }

  private Validity validity(Optional<Instant> start, Optional<Instant> expiry, Instant now) {
    Duration lifetime = Duration.ofDays(configurations.current().codeLifetimeDays());
    return CredentialTransactions.validity(start, expiry, lifetime, now);
  }
}
