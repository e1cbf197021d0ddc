package io.qrpin.credential;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
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
}
