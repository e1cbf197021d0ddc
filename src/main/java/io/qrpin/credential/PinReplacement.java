package io.qrpin.credential;

import io.qrpin.attempts.Charge;
import io.qrpin.audit.Actor;
import io.qrpin.credential.Replacement.ProofVoid;
import io.qrpin.credential.Replacement.RecentlyUsed;
import io.qrpin.credential.Replacement.Refused;
import io.qrpin.credential.Replacement.Replaced;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.Subscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * The owner's side of a PIN's life: changed, after the current one was proven. Whoever calls has
 * proven it, and holds the charge that says so.
 *
 * <p>The change joins the caller's transaction, or has one of its own. Thread safety: safe.
 */
@ApplicationScoped
public class PinReplacement {

  private PinPreparation preparation;
  private CredentialTransactions changes;

  protected PinReplacement() {}

  @Inject
  PinReplacement(PinPreparation preparation, CredentialTransactions changes) {
    this.preparation = preparation;
    this.changes = changes;
  }

  /**
   * Replaces the PIN by one that its owner chose.
   *
   * @param proof the charge of the attempt that proved the current PIN; it is settled only where
   *     the PIN is replaced
   * @param code the badge's code, which must still be valid; empty for an owner without a badge
   * @param current the current PIN
   * @throws io.qrpin.hashing.Overloaded when there is no room to hash; nothing was changed
   */
  public Replacement replace(
      Subscriber owner, Charge proof, Optional<UUID> code, Pin current, Pin replacement, Actor by) {
    return preparation.prepareReplacement(
        owner,
        current,
        replacement,
        ready ->
            changes
                .changePin(proof, code, ready::bindTo, by)
                .<Replacement>map(Replaced::new)
                .orElseGet(ProofVoid::new),
        Refused::new,
        RecentlyUsed::new);
  }
}
