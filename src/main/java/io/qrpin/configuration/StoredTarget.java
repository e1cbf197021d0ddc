package io.qrpin.configuration;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** A target of the configuration as it is stored. */
@Embeddable
class StoredTarget {

  private boolean excluded;
  private int position;

  @Column(name = "target_id")
  private String targetId;

  @Column(name = "target_type")
  private String targetType;

  @Column(name = "registration_required")
  private boolean registrationRequired;

  /** For JPA. */
  protected StoredTarget() {}

  StoredTarget(
      boolean excluded,
      int position,
      String targetId,
      String targetType,
      boolean registrationRequired) {
    this.excluded = excluded;
    this.position = position;
    this.targetId = targetId;
    this.targetType = targetType;
    this.registrationRequired = registrationRequired;
  }

  boolean isExcluded() {
    return excluded;
  }

  int position() {
    return position;
  }

  String id() {
    return targetId;
  }

  String type() {
    return targetType;
  }

  boolean isRegistrationRequired() {
    return registrationRequired;
  }
}
