package io.qrpin.architecture.offenders.policy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Harmless: entities stand beside the rules. */
@Entity
class PolicyEntity {
  @Id private String id;
}
