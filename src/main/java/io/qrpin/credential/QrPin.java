package io.qrpin.credential;

import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinTerms;
import io.qrpin.subscriber.SubscriberId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A worker's PIN as it is stored.
 *
 * <p>Its life: an administrator <em>creates</em> it. It is then <em>temporary</em>: its first use
 * must be to change it ({@code changeRequired}), and it expires if nobody does so in time. An
 * administrator <em>resets</em> it when the worker forgets it or somebody else learns it: the row
 * and its {@code createdAt} stay, the new PIN is temporary, and the old PIN stops working at once.
 * The worker <em>changes</em> it and proves the old one; then only the worker knows it, and it does
 * not expire. In the end it is <em>revoked</em>, and the row is deleted.
 *
 * <p>Each PIN in this row is a new {@code generation}. The attempt ledger counts generations and
 * holds the current one. The hash is sealed for the subscriber, the row, the generation and the
 * terms: a hash from another row, or an older hash of the same row, verifies nothing, nor does a
 * temporary PIN whose duty to change or expiry was altered. So every change of these columns seals
 * the hash again. {@code rememberedHash} is the same hash, sealed for the history only; that is the
 * one that is kept when the PIN is replaced, so that the database holds no old hash that could be
 * put back.
 */
@Entity
@Table(name = "qr_pin")
class QrPin {

  @Id
  @Column(name = "subscriber_id")
  private String subscriberId;

  private UUID id;
  private String hash;

  @Column(name = "remembered_hash")
  private String rememberedHash;

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

  /** A row without a PIN; {@link #resetTo} stores the first one. */
  QrPin(SubscriberId subscriber, UUID id, Instant now) {
    this.subscriberId = subscriber.value();
    this.id = id;
    this.createdAt = now;
  }

  /** The place that the hash of a generation is sealed for. */
  PinBinding bindingOf(int ofGeneration) {
    return new PinBinding(subscriberId, id.toString(), ofGeneration);
  }

  /**
   * Stores a temporary PIN.
   *
   * @param newGeneration the generation that the ledger gave
   * @param now the time of the change; a clock that went back does not make the PIN older than the
   *     row
   * @param usableFrom the time of the first possible use, {@code now} or later
   * @param issuance gives the lifetime of a temporary PIN
   */
  void resetTo(
      PreparedPin prepared,
      int newGeneration,
      Instant now,
      Instant usableFrom,
      IssuancePolicy issuance) {
    Instant update = notBeforeCreation(now);
    Instant start = usableFrom.isBefore(update) ? update : usableFrom;
    store(prepared, newGeneration, update, new PinTerms(true, issuance.expiry(start)));
  }

  /** Stores a PIN that its owner chose. */
  void changeTo(PreparedPin prepared, int newGeneration, Instant now) {
    store(prepared, newGeneration, notBeforeCreation(now), PinTerms.OWN);
  }

  private Instant notBeforeCreation(Instant now) {
    return now.isBefore(createdAt) ? createdAt : now;
  }

  /** The columns of the terms are those that are sealed, to the microsecond. */
  private void store(PreparedPin prepared, int newGeneration, Instant update, PinTerms terms) {
    PinBinding place = bindingOf(newGeneration);
    PinHash current = prepared.sealFor(place, terms);
    PinHash remembered = prepared.sealForHistory(place);
    this.hash = current.encoded();
    this.rememberedHash = remembered.encoded();
    this.generation = newGeneration;
    this.changeRequired = terms.changeRequired();
    this.expiresAt = terms.expiresAt().orElse(null);
    this.updatedAt = update;
  }

  /** Everything that may be shown. */
  PinDetails details() {
    return new PinDetails(id, changeRequired, createdAt, updatedAt, Optional.ofNullable(expiresAt));
  }
}
