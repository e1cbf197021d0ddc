package io.qrpin.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qrpin.PublicApi;
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
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The codes of subscribers: issued, extended, revoked.
 *
 * <p>Changes are made in a transaction that holds the subscriber's method; whoever has none is
 * refused by the container. Thread safety: safe.
 */
@PublicApi
@ApplicationScoped
public class QrCodes {

  private StoredCodeStore store;
  private ErrorCorrection errorCorrection;
  private Event<CredentialEvent> events;
  private Clock clock;
  private SecureRandom random;

  protected QrCodes() {}

  @Inject
  QrCodes(
      StoredCodeStore store,
      ErrorCorrection errorCorrection,
      Event<CredentialEvent> events,
      @Qrpin Clock clock,
      @Qrpin SecureRandom random) {
    this.store = store;
    this.errorCorrection = errorCorrection;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  /** The codes that a subscriber has, expired ones too. */
  @Transactional
  public List<QrCodeDetails> of(SubscriberId subscriber) {
    return store.of(subscriber).stream().map(StoredCode::details).toList();
  }

  /**
   * Issues a code in the place of whatever there was of its kind. The symbol is in the result, and
   * never again.
   */
  @Transactional(TxType.MANDATORY)
  public IssuedQrCode issue(Subscriber subscriber, QrCodeKind kind, Validity validity, Actor by) {
    revoke(subscriber.id(), kind, by);
    Instant now = clock.instant();
    UUID id = Uuid7.at(now, random);
    QrToken token = QrToken.random(random);
    StoredCode code = new StoredCode(id, subscriber.id(), kind, token.digest(), validity, now);
    store.add(code);
    events.fire(new QrCodeIssued(subscriber.id(), by, now, id));
    BadgeText text = BadgeText.of(hint(subscriber), id, token);
    QrSymbol symbol = text.expose(utf8 -> QrSymbol.draw(utf8, errorCorrection));
    token.erase();
    return new IssuedQrCode(code.details(), symbol);
  }

  /**
   * Moves the expiry of the code of a kind.
   *
   * @return the code as it is now; empty when there is none
   */
  @Transactional(TxType.MANDATORY)
  public Optional<QrCodeDetails> extend(
      SubscriberId subscriber, QrCodeKind kind, Instant expiry, Actor by) {
    Optional<StoredCode> code = store.lock(subscriber, kind);
    code.ifPresent(
        found -> {
          found.extendTo(expiry);
          events.fire(
              new QrCodeExtended(subscriber, by, clock.instant(), found.details().id(), expiry));
        });
    return code.map(StoredCode::details);
  }

  /** Deletes the code of a kind; false when there was none. */
  @Transactional(TxType.MANDATORY)
  public boolean revoke(SubscriberId subscriber, QrCodeKind kind, Actor by) {
    Optional<StoredCode> code = store.lock(subscriber, kind);
    code.ifPresent(
        found -> {
          store.remove(found);
          events.fire(new QrCodeRevoked(subscriber, by, clock.instant(), found.details().id()));
        });
    return code.isPresent();
  }

  /** The name on a badge is a hint and is never compared; what cannot be drawn is left out. */
  private static String hint(Subscriber subscriber) {
    String wellFormed = new String(subscriber.userPrincipalName().getBytes(UTF_8), UTF_8);
    String drawable = wellFormed.isEmpty() ? "-" : wellFormed;
    int most = BadgeText.MAX_NAME_CHARACTERS;
    return drawable.codePointCount(0, drawable.length()) <= most
        ? drawable
        : drawable.substring(0, drawable.offsetByCodePoints(0, most));
  }
}
