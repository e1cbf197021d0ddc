package io.qrpin.credential;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.subscriber.SubscriberId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A badge's code as it is stored: whose it is, when it is valid, and a digest of its secret. The
 * secret itself is in the symbol and nowhere else.
 *
 * <p>Its life: it is <em>issued</em>, may be <em>extended</em> while it is active, and ends when it
 * expires or is <em>revoked</em>. An expired one stays to be seen until another takes its place.
 */
@Entity
@Table(name = "qr_code")
class StoredCode {

  @Id private UUID id;

  @Column(name = "subscriber_id")
  private String subscriberId;

  private String kind;

  @Column(name = "token_digest")
  private byte[] tokenDigest;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "starts_at")
  private Instant startsAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "last_used_at")
  private Instant lastUsedAt;

  /** For JPA. */
  protected StoredCode() {}

  StoredCode(
      UUID id,
      SubscriberId subscriber,
      QrCodeKind kind,
      byte[] tokenDigest,
      Validity validity,
      Instant now) {
    this.id = id;
    this.subscriberId = subscriber.value();
    this.kind = stored(kind);
    this.tokenDigest = tokenDigest.clone();
    this.createdAt = now;
    this.startsAt = validity.start();
    this.expiresAt = validity.expiry();
  }

  static String stored(QrCodeKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Moves the expiry; start, secret and id stay, so that the printed badge stays good. */
  void extendTo(Instant expiry) {
    this.expiresAt = expiry;
  }

  QrCodeDetails details() {
    return new QrCodeDetails(
        id,
        QrCodeKind.valueOf(kind.toUpperCase(Locale.ROOT)),
        createdAt,
        new Validity(startsAt, expiresAt),
        Optional.ofNullable(lastUsedAt));
  }
}
