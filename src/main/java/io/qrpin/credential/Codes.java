package io.qrpin.credential;

import io.qrpin.Qrpin;
import io.qrpin.audit.Actor;
import io.qrpin.audit.CredentialEvent;
import io.qrpin.audit.CredentialEvent.QrCodeExtended;
import io.qrpin.audit.CredentialEvent.QrCodeIssued;
import io.qrpin.audit.CredentialEvent.QrCodeRevoked;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.QrSymbol;
import io.qrpin.badge.QrToken;
import io.qrpin.badge.SymbolFormat;
import io.qrpin.badge.Validity;
import io.qrpin.database.Uuid7;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues, extends and revokes codes. {@link CredentialTransactions} calls it, holds the lock on the
 * method, and has checked the validity.
 */
@ApplicationScoped
class Codes {

  private CredentialStore store;
  private SymbolFormat format;
  private Event<CredentialEvent> events;
  private SecureRandom random;

  protected Codes() {}

  @Inject
  Codes(
      CredentialStore store,
      SymbolFormat format,
      Event<CredentialEvent> events,
      @Qrpin SecureRandom random) {
    this.store = store;
    this.format = format;
    this.events = events;
    this.random = random;
  }

  /**
   * Replaces the code of a kind with a new one. Only the result holds the symbol.
   *
   * @param owner the owner, as the method's row spells the id
   */
  IssuedQrCode issue(
      SubscriberId owner, QrCodeKind kind, Validity validity, Instant now, Actor by) {
    revoke(owner, kind, now, by);
    UUID id = Uuid7.at(now, random);
    QrToken token = QrToken.random(random);
    StoredCode code = new StoredCode(id, owner, kind, token.digest(), validity, now);
    store.add(code);
    events.fire(new QrCodeIssued(owner, by, now, id));
    QrSymbol symbol = BadgeText.of(token).expose(digits -> QrSymbol.draw(digits, format));
    token.erase();
    return new IssuedQrCode(code.details(), symbol);
  }

  /** Moves the expiry of a locked code. */
  QrCodeDetails extend(
      SubscriberId subscriber, StoredCode code, Instant expiry, Instant now, Actor by) {
    code.extendTo(expiry);
    store.flush();
    QrCodeDetails details = code.details();
    events.fire(new QrCodeExtended(subscriber, by, now, details.id(), expiry));
    return details;
  }

  /** Deletes the code of a kind; false if there was none. */
  boolean revoke(SubscriberId subscriber, QrCodeKind kind, Instant now, Actor by) {
    Optional<StoredCode> code = store.lockCode(subscriber, kind);
    if (code.isPresent()) {
      store.remove(code.get());
      UUID id = code.get().details().id();
      events.fire(new QrCodeRevoked(subscriber, by, now, id));
    }
    return code.isPresent();
  }
}
