package io.qrpin.credential;

import io.qrpin.subscriber.SubscriberId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A subscriber's method as a whole. PIN and codes belong to it. Every change locks its row first:
 * two changes of one subscriber never run at once, and two subscribers never wait for each other.
 *
 * <p>The first credential creates it and the last one deletes it. It is active while it has a code
 * that has not expired. An enrolment renews a method that is not active.
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

  /** Its owner, as the row spells the id. */
  SubscriberId subscriber() {
    return new SubscriberId(subscriberId);
  }

  /** Gives the method another id and another time of creation. */
  void renew(UUID newId, Instant now) {
    this.id = newId;
    this.createdAt = now;
  }
}
