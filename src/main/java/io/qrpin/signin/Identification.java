package io.qrpin.signin;

import io.qrpin.Qrpin;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.badge.BadgeText;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.credential.Credential;
import io.qrpin.credential.Credentials;
import io.qrpin.credential.StoredPin;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.UserDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Optional;

/**
 * The first step: whose credential is tried, and whether the right PIN would do. No connection is
 * held when it is over.
 */
@ApplicationScoped
class Identification {

  private Credentials credentials;
  private UserDirectory directory;
  private MethodConfigurations configurations;
  private Clock clock;

  protected Identification() {}

  @Inject
  Identification(
      Credentials credentials,
      UserDirectory directory,
      MethodConfigurations configurations,
      @Qrpin Clock clock) {
    this.credentials = credentials;
    this.directory = directory;
    this.configurations = configurations;
    this.clock = clock;
  }

  /** By a badge; empty unless it is genuine, and valid now. */
  @Transactional(TxType.NOT_SUPPORTED)
  Optional<Identified> by(BadgeText badge) {
    return credentials.shownBy(badge).map(this::identified);
  }

  /** By whoever is known to stand there; empty where there is no PIN to prove. */
  @Transactional(TxType.NOT_SUPPORTED)
  Optional<Identified> of(Subscriber owner) {
    return credentials
        .of(owner.id())
        .filter(credential -> credential.pin().isPresent())
        .map(
            credential ->
                new Identified(credential, Optional.of(owner), hindranceInPin(credential)));
  }

  private Identified identified(Credential credential) {
    Optional<Subscriber> subscriber = directory.findById(credential.subscriber());
    Optional<RefusalReason> hindrance =
        subscriber.isEmpty()
            ? Optional.of(RefusalReason.UNKNOWN_USER)
            : hindranceFor(subscriber.get()).or(() -> hindranceInPin(credential));
    return new Identified(credential, subscriber, hindrance);
  }

  private Optional<RefusalReason> hindranceFor(Subscriber subscriber) {
    boolean permitted =
        configurations.committed().permits(subscriber.id().value(), subscriber.groups());
    return permitted ? Optional.empty() : Optional.of(RefusalReason.NOT_PERMITTED);
  }

  private Optional<RefusalReason> hindranceInPin(Credential credential) {
    Optional<StoredPin> pin = credential.pin();
    if (pin.isEmpty()) {
      return Optional.of(RefusalReason.NO_PIN);
    }
    return pin.filter(stored -> stored.isExpiredAt(clock.instant()))
        .map(stored -> RefusalReason.PIN_EXPIRED);
  }
}
