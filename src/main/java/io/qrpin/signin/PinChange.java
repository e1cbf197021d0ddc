package io.qrpin.signin;

import io.qrpin.audit.Actor;
import io.qrpin.credential.Credentials;
import io.qrpin.credential.Credentials.Change;
import io.qrpin.hashing.Overloaded;
import io.qrpin.pin.Pin;
import io.qrpin.signin.Proof.Verified;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * A change of PIN by its owner: proves the current PIN, then reviews the new one, then changes it.
 */
@ApplicationScoped
class PinChange {

  private Attempts attempts;
  private Credentials credentials;

  protected PinChange() {}

  @Inject
  PinChange(Attempts attempts, Credentials credentials) {
    this.attempts = attempts;
    this.credentials = credentials;
  }

  PinChangeOutcome change(Claim claim, Optional<Pin> current, Optional<Pin> replacement, Actor by) {
    Proof proof = attempts.prove(claim, current, by);
    if (proof instanceof Refused refused) {
      return refused;
    }
    if (proof instanceof Throttled throttled) {
      return throttled;
    }
    Verified verified = (Verified) proof;
    return replacement.isPresent()
        ? replace(verified, current.orElseThrow(), replacement.get(), by)
        : refuseNewPin(verified, new PinChangeOutcome.NotDigits(), by);
  }

  /**
   * A void proof is left to its lease, which counts it as wrong. The caller's transaction may hold
   * the ledger's row, and a settle would wait for its own caller.
   */
  private PinChangeOutcome replace(Verified verified, Pin current, Pin replacement, Actor by) {
    Change change;
    try {
      change =
          credentials.changePin(
              verified.who().subscriber(),
              verified.charge(),
              Attempts.code(verified),
              current,
              replacement,
              by);
    } catch (Overloaded e) {
      attempts.giveBack(verified);
      throw e;
    }
    if (change instanceof Change.Changed changed) {
      return new PinChangeOutcome.Changed(changed.details());
    }
    if (change instanceof Change.ProofVoid) {
      return attempts.refuseVoid(verified);
    }
    PinChangeOutcome refusal =
        change instanceof Change.NewPinRefused refused
            ? new PinChangeOutcome.NewPinRefused(refused.refusal())
            : new PinChangeOutcome.RecentlyUsed();
    return refuseNewPin(verified, refusal, by);
  }

  /** The current PIN was right, so the attempt costs nothing. */
  private PinChangeOutcome refuseNewPin(Verified verified, PinChangeOutcome refusal, Actor by) {
    return attempts.proven(verified, by) ? refusal : attempts.refuseVoid(verified);
  }
}
