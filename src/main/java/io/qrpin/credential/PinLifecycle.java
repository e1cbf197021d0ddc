package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.audit.Actor;
import io.qrpin.credential.PinIssuance.ChoiceForbidden;
import io.qrpin.credential.PinIssuance.Issued;
import io.qrpin.credential.PinIssuance.Refused;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The life of a worker's PIN, from the administrator's side: issued (created or reset), read,
 * revoked.
 *
 * <p>Who may do so is for the caller to decide; this bean asks no one. Changes join the caller's
 * transaction, or have one of their own, and fire a {@link io.qrpin.audit.CredentialEvent} in it.
 * Thread safety: safe.
 */
@PublicApi
@ApplicationScoped
public class PinLifecycle {

  private PinPreparation preparation;
  private DetailsStore details;
  private CredentialTransactions changes;

  protected PinLifecycle() {}

  @Inject
  PinLifecycle(PinPreparation preparation, DetailsStore details, CredentialTransactions changes) {
    this.preparation = preparation;
    this.details = details;
    this.changes = changes;
  }

  /**
   * Gives a worker a temporary PIN: creates it, or resets the one there is, which is dead from then
   * on (Graph: "Update qrPin").
   *
   * <pre>{@code
   * int digits =
   *     pins.issue(worker, Optional.empty(), by.because("the PIN was forgotten"))
   *         .fold(
   *             issued -> {
   *               try (issued) {
   *                 return issued.pin().lengthDigits();
   *               }
   *             },
   *             review -> 0,
   *             () -> 0);
   * }</pre>
   *
   * @param subscriber on whom
   * @param chosen the PIN the administrator chose, or empty for a random one that the policy
   *     accepts
   * @param by who asked
   * @return the PIN, to be shown once and closed; or why a chosen PIN was refused, and then nothing
   *     was changed
   * @throws io.qrpin.hashing.Overloaded when too many PINs are being hashed at once; nothing was
   *     changed
   * @throws io.qrpin.database.DatabaseUnavailable when the database does not answer; nothing was
   *     changed
   * @throws jakarta.persistence.PersistenceException when the database cannot be written
   */
  public PinIssuance issue(Subscriber subscriber, Optional<Pin> chosen, Actor by) {
    return preparation.prepare(
        subscriber,
        chosen,
        ready ->
            new Issued(
                new IssuedPin(changes.setPin(subscriber.id(), ready::bindTo, by), ready.pin())),
        Refused::new,
        ChoiceForbidden::new);
  }

  /**
   * What may be shown of a worker's PIN; empty when there is none.
   *
   * @throws io.qrpin.database.DatabaseUnavailable when the database does not answer
   * @throws jakarta.persistence.PersistenceException when what the caller's transaction has changed
   *     before cannot be written
   */
  public Optional<PinDetails> find(SubscriberId subscriber) {
    return details.pin(subscriber);
  }

  /**
   * Deletes a worker's PIN. Nobody signs in with it from then on.
   *
   * @return false when there was none, and then nothing was changed
   */
  public boolean revoke(SubscriberId subscriber, Actor by) {
    return changes.deletePin(subscriber, by);
  }
}
