package io.qrpin.configuration;

import io.qrpin.configuration.MethodConfiguration.Target;
import io.qrpin.configuration.MethodConfiguration.TargetType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The configuration as it is stored: one row, and one for each target. */
@Entity
@Table(name = "method_configuration")
class StoredConfiguration {

  static final String ID = "QRCodePin";

  @Id private String id;
  private boolean enabled;

  @Column(name = "pin_length")
  private int pinLength;

  @Column(name = "code_lifetime_days")
  private int codeLifetimeDays;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(
      name = "method_configuration_target",
      joinColumns = @JoinColumn(name = "configuration_id"))
  private List<StoredTarget> targets = new ArrayList<>();

  /** For JPA. */
  protected StoredConfiguration() {}

  void set(MethodConfiguration value) {
    enabled = value.enabled();
    pinLength = value.pinLengthDigits();
    codeLifetimeDays = value.codeLifetimeDays();
    targets.clear();
    add(value.include(), false);
    add(value.exclude(), true);
  }

  private void add(List<Target> added, boolean excluded) {
    for (Target target : added) {
      String type = target.type().name().toLowerCase(Locale.ROOT);
      int position = targets.size();
      targets.add(
          new StoredTarget(excluded, position, target.id(), type, target.registrationRequired()));
    }
  }

  MethodConfiguration value() {
    return new MethodConfiguration(
        enabled, pinLength, codeLifetimeDays, targets(false), targets(true));
  }

  private List<Target> targets(boolean excluded) {
    return targets.stream()
        .filter(target -> target.isExcluded() == excluded)
        .sorted(Comparator.comparingInt(StoredTarget::position))
        .map(
            target ->
                new Target(
                    TargetType.valueOf(target.type().toUpperCase(Locale.ROOT)),
                    target.id(),
                    target.isRegistrationRequired()))
        .toList();
  }
}
