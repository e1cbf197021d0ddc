package io.qrpin.architecture.offenders.credential;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Harmless: an entity that others can see. */
@Entity
public class OpenEntity {
  @Id private String id;
}
