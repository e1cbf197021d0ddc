package io.qrpin.lifecycle;

import io.qrpin.qrcode.QrCodeDetails;
import io.qrpin.qrcode.QrCodeKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a subscriber has of this method, as a whole. PIN and codes hang on it, and its row is what a
 * change locks: two changes of one subscriber's credential never run at once, and two subscribers
 * never wait for each other.
 *
 * <p>It comes into being with the first credential and ends with the last. It is active while it
 * has a code that has not expired, started or not; one that is not active is renewed by the next
 * enrolment.
 */
@Entity
@Table(name = "qr_code_pin_method")
class QrCodePinMethod {

  @Id
  @Column(name = "subscriber_id")
  private String subscriberId;

  private UUID id;

  @Column(name = "created_at")
  private Instant createdAt;

  /** For JPA. */
  protected QrCodePinMethod() {}

  /** Begins anew: another id, another creation. */
  void renew(UUID newId, Instant now) {
    this.id = newId;
    this.createdAt = now;
  }

  /**
   * All of it that may be shown, with what hangs on it.
   *
   * @param lastUse of this method, or of one that the subscriber had before
   */
  MethodDetails details(
      Optional<Instant> lastUse, List<QrCodeDetails> codes, Optional<PinDetails> pin) {
    return new MethodDetails(
        id,
        createdAt,
        lastUse.filter(at -> !at.isBefore(createdAt)),
        ofKind(codes, QrCodeKind.STANDARD),
        ofKind(codes, QrCodeKind.TEMPORARY),
        pin);
  }

  private static Optional<QrCodeDetails> ofKind(List<QrCodeDetails> codes, QrCodeKind kind) {
    return codes.stream().filter(code -> code.kind() == kind).findFirst();
  }
}
