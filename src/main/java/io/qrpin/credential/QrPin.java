package io.qrpin.credential;

import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.subscriber.SubscriberId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A worker's PIN as it is stored.
 *
 * <p>Its life: an administrator <em>creates</em> it. It is then <em>temporary</em>: its first use
 * must be to change it ({@code changeRequired}), and it expires if that does not happen in time.
 * Whenever the worker forgets it, or somebody else learns it, an administrator <em>resets</em> it:
 * the row stays, its {@code createdAt} too, and the new PIN is temporary as the first one was; the
 * old one is dead from that moment. The worker, who proves the old one, <em>changes</em> it: then
 * it is theirs, and neither temporary nor known to an administrator. In the end it is
 * <em>revoked</em>, and the row is gone.
 *
 * <p>Each PIN set on this row is a new {@code generation}, which the attempt ledger counts: it
 * knows which one holds. The hash is bound to subscriber, row and generation, so that a hash copied
 * to another row, or an older one of the same row put back, verifies nothing.
 */
@Entity
@Table(name = "qr_pin")
class QrPin {

  @Id
  @Column(name = "subscriber_id")
  private String subscriberId;

  private UUID id;
  private String hash;
  private int generation;

  @Column(name = "change_required")
  private boolean changeRequired;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  /** For JPA. */
  protected QrPin() {}

  /** A row that holds no PIN yet; {@link #resetTo} gives it its first. */
  QrPin(SubscriberId subscriber, UUID id, Instant now) {
    this.subscriberId = subscriber.value();
    this.id = id;
    this.createdAt = now;
  }

  /**
   * Sets a temporary PIN in the place of whatever was there.
   *
   * @param bind makes the hash, bound to what it is given
   * @param newGeneration which PIN of the subscriber this is
   * @param now when; a clock that went back does not make the PIN older than its row
   * @param usableFrom when it can be used first; not before {@code now}
   * @param issuance says when the PIN stops working unless it is changed
   */
  void resetTo(
      Function<PinBinding, PinHash> bind,
      int newGeneration,
      Instant now,
      Instant usableFrom,
      IssuancePolicy issuance) {
    set(bind, newGeneration, now);
    this.changeRequired = true;
    Instant waitsFrom = usableFrom.isBefore(updatedAt) ? updatedAt : usableFrom;
    this.expiresAt = issuance.expiry(waitsFrom).orElse(null);
  }

  /** Sets a PIN that its owner chose, in the place of the one that the owner has proven. */
  void changeTo(Function<PinBinding, PinHash> bind, int newGeneration, Instant now) {
    set(bind, newGeneration, now);
    this.changeRequired = false;
    this.expiresAt = null;
  }

  private void set(Function<PinBinding, PinHash> bind, int newGeneration, Instant now) {
    this.hash = bind.apply(new PinBinding(subscriberId, id.toString(), newGeneration)).encoded();
    this.generation = newGeneration;
    this.updatedAt = now.isBefore(createdAt) ? createdAt : now;
  }

  /** All of it that may be shown. */
  PinDetails details() {
    return new PinDetails(id, changeRequired, createdAt, updatedAt, Optional.ofNullable(expiresAt));
  }
}
