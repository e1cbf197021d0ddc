package io.qrpin.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qrpin.Qrpin;
import io.qrpin.audit.Actor;
import io.qrpin.audit.CredentialEvent;
import io.qrpin.audit.CredentialEvent.QrCodeExtended;
import io.qrpin.audit.CredentialEvent.QrCodeIssued;
import io.qrpin.audit.CredentialEvent.QrCodeRevoked;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.QrSymbol;
import io.qrpin.badge.QrToken;
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
  private ErrorCorrection errorCorrection;
  private Event<CredentialEvent> events;
  private SecureRandom random;

  protected Codes() {}

  @Inject
  Codes(
      CredentialStore store,
      ErrorCorrection errorCorrection,
      Event<CredentialEvent> events,
      @Qrpin SecureRandom random) {
    this.store = store;
    this.errorCorrection = errorCorrection;
    this.events = events;
    this.random = random;
  }

  /**
   * Replaces the code of a kind with a new one. Only the result holds the symbol.
   *
   * @param owner the owner, as the method's row spells the id
   * @param name the owner's name, which the badge shows
   */
  IssuedQrCode issue(
      SubscriberId owner, String name, QrCodeKind kind, Validity validity, Instant now, Actor by) {
    revoke(owner, kind, now, by);
    UUID id = Uuid7.at(now, random);
    QrToken token = QrToken.random(random);
    StoredCode code = new StoredCode(id, owner, kind, token.digest(), validity, now);
    store.add(code);
    events.fire(new QrCodeIssued(owner, by, now, id));
    BadgeText text = BadgeText.of(hint(name), id, token);
    QrSymbol symbol = text.expose(utf8 -> QrSymbol.draw(utf8, errorCorrection));
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

  /** The name on a badge is only a hint: characters that cannot be drawn are left out. */
  private static String hint(String name) {
    String wellFormed = new String(name.getBytes(UTF_8), UTF_8);
    String drawable = wellFormed.isEmpty() ? "-" : wellFormed;
    int most = BadgeText.MAX_NAME_CHARACTERS;
    return drawable.codePointCount(0, drawable.length()) <= most
        ? drawable
        : drawable.substring(0, drawable.offsetByCodePoints(0, most));
  }
}
