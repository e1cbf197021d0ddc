package io.qrpin.identitystore;

import io.qrpin.PublicApi;
import io.qrpin.signin.SignInOutcome;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/**
 * How the attempt of this request ended, for the page that answers it: Jakarta Security itself
 * tells no more than valid or not. Where the PIN must be changed first, the page leads there.
 */
@PublicApi
@RequestScoped
public class QrPinAttempt {

  private SignInOutcome outcome;

  /** The outcome; empty where no badge and PIN were validated in this request. */
  public Optional<SignInOutcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  void ended(SignInOutcome how) {
    this.outcome = how;
  }
}
