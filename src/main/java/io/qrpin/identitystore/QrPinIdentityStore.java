package io.qrpin.identitystore;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.INVALID_RESULT;
import static jakarta.security.enterprise.identitystore.CredentialValidationResult.NOT_VALIDATED_RESULT;

import io.qrpin.PublicApi;
import io.qrpin.audit.Actor;
import io.qrpin.signin.SignIn;
import io.qrpin.signin.SignInOutcome;
import io.qrpin.subscriber.Subscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.UUID;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Validates badge and PIN for an application's own authentication mechanism (Jakarta Security 3.0
 * §3.1). The caller's name is the userPrincipalName, the unique id the directory's, and the groups
 * are the directory's.
 *
 * <p>Who signs in is valid. Everything else is invalid, a PIN that must be changed first too: it
 * yields no caller name. {@link QrPinAttempt} says what it was. Other credentials are left to other
 * stores, and a cleared one is looked at by none.
 *
 * <p>Thread safety: safe. {@link #validate} throws what {@link SignIn} throws.
 */
@PublicApi
@ApplicationScoped
public class QrPinIdentityStore implements IdentityStore {

  private SignIn ceremony;
  private QrPinAttempt attempt;

  protected QrPinIdentityStore() {}

  @Inject
  QrPinIdentityStore(SignIn ceremony, QrPinAttempt attempt) {
    this.ceremony = ceremony;
    this.attempt = attempt;
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (!(credential instanceof QrPinCredential shown) || shown.isCleared()) {
      return NOT_VALIDATED_RESULT;
    }
    SignInOutcome outcome = ceremony.attempt(shown.badge(), shown.pin(), relyingParty());
    attempt.ended(outcome);
    return outcome.fold(
        signedIn -> valid(signedIn.subscriber()),
        () -> INVALID_RESULT,
        () -> INVALID_RESULT,
        remaining -> INVALID_RESULT);
  }

  private static CredentialValidationResult valid(Subscriber subscriber) {
    return new CredentialValidationResult(
        QrPinIdentityStore.class.getSimpleName(),
        subscriber.userPrincipalName(),
        null,
        subscriber.id().value(),
        subscriber.groups());
  }

  /** The application that embeds this, under the name that the server has for it. */
  private static Actor relyingParty() {
    String request = UUID.randomUUID().toString();
    try {
      return Actor.application(InitialContext.doLookup("java:app/AppName"), request);
    } catch (NamingException e) {
      return Actor.application("unnamed", request);
    }
  }
}
