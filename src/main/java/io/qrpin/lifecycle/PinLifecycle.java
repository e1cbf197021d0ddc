package io.qrpin.lifecycle;

import io.qrpin.audit.Actor;
import io.qrpin.lifecycle.PinIssuance.ChoiceForbidden;
import io.qrpin.lifecycle.PinIssuance.Issued;
import io.qrpin.lifecycle.PinIssuance.Refused;
import io.qrpin.pin.HashedPin;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinHasher;
import io.qrpin.policy.PersonalData;
import io.qrpin.policy.PinGenerator;
import io.qrpin.policy.PinPolicy;
import io.qrpin.policy.PinReview;
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
@ApplicationScoped
public class PinLifecycle {

  private PinPolicy policy;
  private PinGenerator generator;
  private PinHasher hasher;
  private IssuancePolicy issuance;
  private QrPinStore store;

  protected PinLifecycle() {}

  @Inject
  PinLifecycle(
      PinPolicy policy,
      PinGenerator generator,
      PinHasher hasher,
      IssuancePolicy issuance,
      QrPinStore store) {
    this.policy = policy;
    this.generator = generator;
    this.hasher = hasher;
    this.issuance = issuance;
    this.store = store;
  }

  /**
   * Gives a worker a temporary PIN: creates it, or resets the one there is, which is dead from then
   * on (Graph: "Create qrPin" and "reset PIN").
   *
   * @param subscriber on whom
   * @param chosen the PIN the administrator chose, or empty for a random one that the policy
   *     accepts
   * @param by who asked
   * @return the PIN, to be shown once and closed; or why a chosen PIN was refused, and then nothing
   *     was changed
   * @throws jakarta.persistence.PersistenceException when the database cannot be written
   */
  public PinIssuance issue(Subscriber subscriber, Optional<Pin> chosen, Actor by) {
    if (chosen.isPresent() && !issuance.choiceAllowed()) {
      return new ChoiceForbidden();
    }
    PersonalData personal = personalDataOf(subscriber);
    Pin pin = chosen.orElseGet(() -> generator.generate(policy, personal));
    PinReview review = policy.review(pin, personal);
    if (!(review instanceof PinReview.Accepted)) {
      return new Refused(review);
    }
    HashedPin hashed = hasher.hash(pin);
    try {
      PinDetails details = store.set(subscriber.id(), binding -> hasher.bind(hashed, binding), by);
      return new Issued(new IssuedPin(details, pin));
    } finally {
      hashed.erase();
    }
  }

  /** What may be shown of a worker's PIN; empty when there is none. */
  public Optional<PinDetails> find(SubscriberId subscriber) {
    return store.details(subscriber);
  }

  /**
   * Deletes a worker's PIN. Nobody signs in with it from then on.
   *
   * @return false when there was none, and then nothing was changed
   */
  public boolean revoke(SubscriberId subscriber, Actor by) {
    return store.delete(subscriber, by);
  }

  private static PersonalData personalDataOf(Subscriber subscriber) {
    return new PersonalData(
        subscriber.birthDate(),
        subscriber.phoneNumber(),
        subscriber.employeeNumber(),
        Optional.of(subscriber.userPrincipalName()));
  }
}
