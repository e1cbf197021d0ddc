package io.qrpin.signin;

import io.qrpin.attempts.Charge;
import io.qrpin.credential.Credential;
import io.qrpin.credential.Credential.ShownCode;
import io.qrpin.credential.StoredPin;
import io.qrpin.subscriber.Subscriber;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the third step has proven: the PIN is right, and nothing stood in the way. It is worth
 * nothing until the ledger has settled its charge as right.
 */
record Verified(Admitted admitted) {

  Charge charge() {
    return admitted.charge();
  }

  StoredPin pin() {
    return admitted.who().credential().pin().orElseThrow();
  }

  Subscriber subscriber() {
    return admitted.who().subscriber().orElseThrow();
  }

  Optional<UUID> code() {
    return admitted.who().credential().code().map(ShownCode::id);
  }

  SignInOutcome signedInAt(Instant at) {
    Credential credential = admitted.who().credential();
    return new SignInOutcome.SignedIn(
        subscriber(),
        credential.methodId(),
        credential.code().orElseThrow().kind(),
        at,
        charge().failures(),
        charge().failingSince());
  }
}
