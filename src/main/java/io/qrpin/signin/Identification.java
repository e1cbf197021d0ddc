package io.qrpin.signin;

import io.qrpin.audit.Actor;
import io.qrpin.audit.RefusalKind;
import io.qrpin.audit.RefusalTrail;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.badge.BadgeText;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.credential.Credential;
import io.qrpin.credential.Credentials;
import io.qrpin.credential.ShownBadge;
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
  private RefusalTrail trail;

  protected Identification() {}

  @Inject
  Identification(
      Credentials credentials,
      UserDirectory directory,
      MethodConfigurations configurations,
      RefusalTrail trail) {
    this.credentials = credentials;
    this.directory = directory;
    this.configurations = configurations;
    this.trail = trail;
  }

  /**
   * Empty for a stranger: no genuine badge that is valid now, or an owner without a PIN. Only the
   * audit trail gets the reason.
   */
  @Transactional(TxType.NOT_SUPPORTED)
  Optional<Identified> identify(Claim claim, Actor by) {
    return claim instanceof Claim.ByOwner byOwner
        ? ofOwner(byOwner.owner(), by)
        : ofBadge(((Claim.ByBadge) claim).badge(), by);
  }

  private Optional<Identified> ofOwner(Subscriber owner, Actor by) {
    Optional<Credential> credential = credentials.of(owner.id()).filter(it -> it.pin().isPresent());
    if (credential.isEmpty()) {
      trail.refused(RefusalKind.MISSING_PIN, owner.id(), Optional.empty(), by);
    }
    return credential.map(it -> withPin(it, owner));
  }

  private Optional<Identified> ofBadge(Optional<BadgeText> badge, Actor by) {
    Optional<ShownBadge> shown = badge.flatMap(credentials::shownBy);
    if (shown.isEmpty()) {
      trail.refused(badge.isEmpty() ? RefusalKind.UNREADABLE_BADGE : RefusalKind.UNKNOWN_BADGE, by);
    } else if (shown.get() instanceof ShownBadge.NotValidNow code) {
      RefusalKind kind = code.hasExpired() ? RefusalKind.EXPIRED_BADGE : RefusalKind.EARLY_BADGE;
      trail.refused(kind, code.subscriber(), Optional.of(code.code()), by);
    }
    return shown.filter(Credential.class::isInstance).map(it -> withSubscriber((Credential) it));
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
