package io.qrpin.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One row of the audit trail. Its columns are all it can say: there is none for a secret. */
@Entity
@Table(name = "credential_event")
class AuditEntry {

  @Id private UUID id;

  @Column(name = "occurred_at")
  private Instant occurredAt;

  private String event;

  @Column(name = "subscriber_id")
  private String subscriberId;

  @Column(name = "actor_kind")
  private String actorKind;

  @Column(name = "actor_id")
  private String actorId;

  @Column(name = "client_id")
  private String clientId;

  @Column(name = "request_id")
  private String requestId;

  private String reason;
  private String details;

  /** For JPA. */
  protected AuditEntry() {}

  AuditEntry(UUID id, AuditEvent happened) {
    Actor by = happened.by();
    this.id = id;
    this.occurredAt = happened.at();
    this.event = happened.getClass().getSimpleName();
    this.subscriberId =
        happened instanceof CredentialEvent onSomebody ? onSomebody.subject().value() : null;
    this.details = happened.details().orElse(null);
    this.actorKind = AuditSql.kind(by);
    this.actorId = by.id();
    this.clientId = by.clientId().orElse(null);
    this.requestId = by.requestId();
    this.reason = by.reason().orElse(null);
  }
}
