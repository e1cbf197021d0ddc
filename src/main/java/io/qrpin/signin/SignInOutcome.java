package io.qrpin.signin;

import io.qrpin.PublicApi;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.subscriber.Subscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** How an attempt to sign in ended. A wrong PIN is an outcome and not an exception. */
@PublicApi
public sealed interface SignInOutcome {

  /**
   * Badge and PIN are right, and the subscriber may sign in with them.
   *
   * @param subscriber who stands there
   * @param methodId the id of the method
   * @param code which of the two codes was shown
   * @param at when, by the database's clock
   * @param failedAttempts how many wrong PINs in a row came before this one
   * @param failedSince when the first of them came
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
   * The PIN is right and must be changed first. Nobody is signed in, and this names nobody: the
   * change proves badge and PIN again.
   */
  record PinChangeRequired() implements SignInOutcome {}

  /** Everything else, without saying what. */
  record Refused() implements SignInOutcome {}

  /**
   * There were too many wrong PINs; this one was not compared. Only who has a genuine badge is
   * told.
   *
   * @param remaining how long none is; empty where only a reset of the PIN helps
   */
  record Throttled(Optional<Duration> remaining) implements SignInOutcome {}

  /** Maps every outcome: one function a case. */
  default <R> R fold(
      Function<SignedIn, R> signedIn,
      Supplier<R> pinChangeRequired,
      Supplier<R> refused,
      Function<Optional<Duration>, R> throttled) {
    if (this instanceof SignedIn outcome) {
      return signedIn.apply(outcome);
    }
    if (this instanceof PinChangeRequired) {
      return pinChangeRequired.get();
    }
    return this instanceof Throttled outcome ? throttled.apply(outcome.remaining()) : refused.get();
  }
}
