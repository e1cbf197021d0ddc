package io.qrpin.signin;

import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.credential.Credential;
import io.qrpin.credential.Credentials;
import io.qrpin.credential.StoredPin;
import io.qrpin.signin.Identified.Admissible;
import io.qrpin.signin.Identified.Hindered;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.UserDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/**
 * Step 1 of the ceremony: finds the credential that is tried, and whether the right PIN would be
 * enough. It holds no connection afterwards.
 */
@ApplicationScoped
class Identification {

  private Credentials credentials;
  private UserDirectory directory;
  private MethodConfigurations configurations;

  protected Identification() {}

  @Inject
  Identification(
      Credentials credentials, UserDirectory directory, MethodConfigurations configurations) {
    this.credentials = credentials;
    this.directory = directory;
    this.configurations = configurations;
  }

  /** Empty for a stranger: no genuine badge that is valid now, or an owner without a PIN. */
  @Transactional(TxType.NOT_SUPPORTED)
  Optional<Identified> identify(Claim claim) {
    return claim instanceof Claim.ByOwner byOwner
        ? credentials
            .of(byOwner.owner().id())
            .filter(credential -> credential.pin().isPresent())
            .map(credential -> withPin(credential, byOwner.owner()))
        : ((Claim.ByBadge) claim).badge().flatMap(credentials::shownBy).map(this::withSubscriber);
  }

  private Identified withSubscriber(Credential credential) {
    Optional<Subscriber> subscriber = directory.findById(credential.subscriber());
    if (subscriber.isEmpty()) {
      return new Hindered(credential, RefusalReason.UNKNOWN_USER);
    }
    return isPermitted(subscriber.get())
        ? withPin(credential, subscriber.get())
        : new Hindered(credential, RefusalReason.NOT_PERMITTED);
  }

  private boolean isPermitted(Subscriber subscriber) {
    return configurations.committed().permits(subscriber.id().value(), subscriber.groups());
  }

  private Identified withPin(Credential credential, Subscriber subscriber) {
    if (credential.pin().isEmpty()) {
      return new Hindered(credential, RefusalReason.NO_PIN);
    }
    StoredPin pin = credential.pin().get();
    return pin.isExpiredAt(credential.readAt())
        ? new Hindered(credential, RefusalReason.PIN_EXPIRED)
        : new Admissible(credential, subscriber, pin);
  }
}
