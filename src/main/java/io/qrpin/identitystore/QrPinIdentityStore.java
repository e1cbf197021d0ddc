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
 * §3.1). The caller name is the userPrincipalName; the unique id and the groups are the
 * directory's.
 *
 * <p>Only a sign-in is valid. A PIN that must be changed first is invalid too and yields no caller
 * name; {@link QrPinAttempt} holds the outcome. Other credentials are left to other stores, and a
 * cleared credential is not validated.
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
    Actor by = relyingParty().from(shown.source());
    SignInOutcome outcome = ceremony.attempt(shown.badge(), shown.pin(), by);
    attempt.record(outcome);
    return outcome instanceof SignInOutcome.SignedIn signedIn
        ? valid(signedIn.subscriber())
        : INVALID_RESULT;
  }

  private static CredentialValidationResult valid(Subscriber subscriber) {
    return new CredentialValidationResult(
        QrPinIdentityStore.class.getSimpleName(),
        subscriber.userPrincipalName(),
        null,
        subscriber.id().value(),
        subscriber.groups());
  }

  /** The embedding application, by its name on the server. */
  private static Actor relyingParty() {
    String request = UUID.randomUUID().toString();
    try {
      return Actor.application(InitialContext.doLookup("java:app/AppName"), request);
    } catch (NamingException e) {
      return Actor.application("unnamed", request);
    }
  }
}
