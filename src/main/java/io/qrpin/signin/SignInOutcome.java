package io.qrpin.signin;

import io.qrpin.PublicApi;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.subscriber.Subscriber;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The result of an attempt to sign in. A wrong PIN is an outcome and not an exception. */
@PublicApi
public sealed interface SignInOutcome
    permits SignInOutcome.SignedIn, SignInOutcome.PinChangeRequired, Refused, Throttled {

  /**
   * Badge and PIN are right, and the subscriber may sign in with them.
   *
   * @param subscriber the owner of the badge
   * @param methodId the id of the method
   * @param code the kind of code that was shown
   * @param at the time, by the database's clock
   * @param failedAttempts the number of wrong PINs in a row before this attempt, 0 or more
   * @param failedSince the time of the first of them
   */
  record SignedIn(
      Subscriber subscriber,
      UUID methodId,
      QrCodeKind code,
      Instant at,
      int failedAttempts,
      Optional<Instant> failedSince)
      implements SignInOutcome {}

  /**
   * The PIN is right and must be changed first. Nobody is signed in, and nobody is named: the
   * change proves badge and PIN again.
   */
  record PinChangeRequired() implements SignInOutcome {}

  /** One method for each outcome. */
  interface Cases<R> {
    R signedIn(SignedIn signedIn);

    R pinChangeRequired(PinChangeRequired required);

    R refused(Refused refused);

    R throttled(Throttled throttled);
  }

  /** Calls the method that belongs to this outcome. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof SignedIn outcome) {
      return cases.signedIn(outcome);
    }
    if (this instanceof PinChangeRequired outcome) {
      return cases.pinChangeRequired(outcome);
    }
    if (this instanceof Throttled outcome) {
      return cases.throttled(outcome);
    }
    return cases.refused((Refused) this);
  }
}
