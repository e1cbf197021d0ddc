package io.qrpin.signin;

import io.qrpin.attempts.Charge;
import io.qrpin.signin.Identified.Admissible;
import java.time.Instant;

/** The result of steps 1 to 3. Only {@link Verified} leaves a charge that must be settled. */
sealed interface Proof extends Attempts.Step permits Proof.Verified, Refused, Throttled {

  /**
   * The PIN is right, and nothing hinders the claim. It is worth nothing until the ledger has
   * settled the charge. The attempt began at {@code since}, without its time in the queue.
   */
  record Verified(Admissible who, Charge charge, Instant since) implements Proof {

    SignInOutcome.SignedIn signedInAt(Instant at) {
      return new SignInOutcome.SignedIn(
          who.subscriber(),
          who.credential().methodId(),
          who.credential().code().orElseThrow().kind(),
          at,
          charge.failures(),
          charge.failingSince());
    }
  }
}
