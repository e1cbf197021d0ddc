package io.qrpin.identitystore;

import io.qrpin.PublicApi;
import io.qrpin.signin.SignInOutcome;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/**
 * Holds the outcome of this request's attempt for the page that answers it, because Jakarta
 * Security itself answers only valid or invalid.
 */
@PublicApi
@RequestScoped
public class QrPinAttempt {

  private SignInOutcome outcome;

  /** The outcome; empty if this request validated no badge and PIN. */
  public Optional<SignInOutcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  void record(SignInOutcome ofThisRequest) {
    this.outcome = ofThisRequest;
  }
}
