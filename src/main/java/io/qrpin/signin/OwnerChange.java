package io.qrpin.signin;

import io.qrpin.audit.Actor;
import io.qrpin.credential.PinReplacement;
import io.qrpin.hashing.Overloaded;
import io.qrpin.pin.Pin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;

/** A change of PIN by its owner: prove the current one, then judge the new one, then change. */
@ApplicationScoped
class OwnerChange {

  private Attempts attempts;
  private PinReplacement replacements;

  protected OwnerChange() {}

  @Inject
  OwnerChange(Attempts attempts, PinReplacement replacements) {
    this.attempts = attempts;
    this.replacements = replacements;
  }

  PinChangeOutcome change(
      Supplier<Optional<Identified>> identify,
      Optional<Pin> current,
      Optional<Pin> replacement,
      Actor by) {
    return attempts
        .prove(identify, current, by)
        .fold(
            verified ->
                replacement
                    .map(chosen -> replace(verified, current.orElseThrow(), chosen, by))
                    .orElseGet(() -> proven(verified, new PinChangeOutcome.NotDigits(), by)),
            PinChangeOutcome.Refused::new,
            lock -> new PinChangeOutcome.Throttled(lock.remaining()));
  }

  /**
   * A proof that turns out void is left to its lease, which counts it as wrong: where the caller
   * has a transaction, that may hold the ledger's row, and a settle would wait for its own caller.
   */
  private PinChangeOutcome replace(Verified verified, Pin current, Pin replacement, Actor by) {
    try {
      return replacements
          .replace(
              verified.subscriber(), verified.charge(), verified.code(), current, replacement, by)
          .fold(
              PinChangeOutcome.Changed::new,
              review -> proven(verified, new PinChangeOutcome.NewPinRefused(review), by),
              () -> proven(verified, new PinChangeOutcome.RecentlyUsed(), by),
              PinChangeOutcome.Refused::new);
    } catch (Overloaded e) {
      attempts.giveBack(verified);
      throw e;
    }
  }

  /** The current PIN was right, whatever was wrong with the new one: no attempt is spent. */
  private PinChangeOutcome proven(Verified verified, PinChangeOutcome outcome, Actor by) {
    return attempts.proven(verified, by) ? outcome : new PinChangeOutcome.Refused();
  }
}
