package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.audit.Actor;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The life of a worker's PIN in the hands of an administrator: created, reset, read, revoked.
 *
 * <p>The caller decides who may do this. Changes join the caller's transaction or have their own,
 * and fire a {@link io.qrpin.audit.CredentialEvent} in it. Thread safety: safe.
 */
@PublicApi
@ApplicationScoped
public class PinLifecycle {

  private PinPreparation preparation;
  private CredentialTransactions transactions;
  private CredentialRows rows;

  protected PinLifecycle() {}

  @Inject
  PinLifecycle(
      PinPreparation preparation, CredentialTransactions transactions, CredentialRows rows) {
    this.preparation = preparation;
    this.transactions = transactions;
    this.rows = rows;
  }

  /**
   * Gives a worker a temporary PIN: creates it, or resets the current one, which stops working at
   * once (Graph: "Update qrPin").
   *
   * <pre>{@code
   * int digits = 0;
   * PinIssuance outcome = pins.issue(worker, Optional.empty(), by.because("the PIN was forgotten"));
   * if (outcome instanceof IssuedPin issued) {
   *   try (issued) {
   *     digits = issued.pin().lengthDigits();
   *   }
   * }
   * }</pre>
   *
   * @param chosen the PIN that the administrator chose; empty for a random one
   * @return the PIN, to be shown once and closed; or a refusal, and then nothing has changed
   * @throws io.qrpin.hashing.Overloaded if there is no permit to hash; nothing has changed
   * @throws io.qrpin.hashing.HashingUnavailable if the PIN cannot be hashed; nothing has changed
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   * @throws jakarta.persistence.PersistenceException if the database cannot be written
   */
  public PinIssuance issue(Subscriber subscriber, Optional<Pin> chosen, Actor by) {
    Preparation outcome = preparation.prepare(subscriber, chosen);
    if (outcome instanceof PinRefused refused) {
      return refused;
    }
    if (!(outcome instanceof PreparedPin prepared)) {
      return new ChoiceForbidden();
    }
    try (prepared) {
      return new IssuedPin(transactions.setPin(subscriber.id(), prepared, by), prepared.pin());
    }
  }

  /** Whether an administrator may choose the digits; if not, each PIN is a random one. */
  public boolean allowsChoice() {
    return preparation.allowsChoice();
  }

  /**
   * Reads what may be shown of a worker's PIN; empty if there is none.
   *
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public Optional<PinDetails> find(SubscriberId subscriber) {
    return rows.pinDetails(subscriber);
  }

  /**
   * Deletes a worker's PIN. It signs nobody in from then on.
   *
   * @return false if there was none; then nothing has changed
   */
  public boolean revoke(SubscriberId subscriber, Actor by) {
    return transactions.deletePin(subscriber, by);
  }
}
