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
 * The code of a badge as it is stored: its owner, its validity, and a digest of its secret. Only
 * the symbol holds the secret itself.
 *
 * <p>Its life: it is <em>issued</em>, can be <em>extended</em> while it is active, and ends when it
 * expires or is <em>revoked</em>. An expired code stays visible until another one replaces it.
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

  /** The ledger's settle writes it ({@link StoredCodeUse}); an entity must not write it back. */
  @Column(name = "last_used_at", insertable = false, updatable = false)
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
    this.kind = kind.name().toLowerCase(Locale.ROOT);
    this.tokenDigest = tokenDigest.clone();
    this.createdAt = now;
    this.startsAt = validity.start();
    this.expiresAt = validity.expiry();
  }

  /** Moves the expiry. Start, secret and id stay, so that the printed badge stays valid. */
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
