package io.qrpin.architecture.offenders.lifecycle;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Harmless: an entity that others can see. */
@Entity
public class OpenEntity {
  @Id private String id;
}
