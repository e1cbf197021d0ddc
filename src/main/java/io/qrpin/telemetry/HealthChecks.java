package io.qrpin.telemetry;

import io.qrpin.telemetry.Vital.Phase;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Shows {@link Vitals} through MicroProfile Health. It is loaded only where the API is there. The
 * checks are added and not discovered, because a server without the API could not load them.
 */
final class HealthChecks {

  private HealthChecks() {}

  static void addTo(AfterBeanDiscovery discovery, List<Phase> phases) {
    Stream.of(Vital.values())
        .filter(vital -> phases.contains(vital.phase()))
        .forEach(vital -> add(vital, discovery));
  }

  private static void add(Vital vital, AfterBeanDiscovery discovery) {
    discovery
        .<HealthCheck>addBean()
        .id(vital.id())
        .types(HealthCheck.class)
        .qualifiers(qualifier(vital.phase()))
        .scope(Dependent.class)
        .produceWith(beans -> () -> answer(vital, beans.select(Vitals.class).get()));
  }

  private static Annotation qualifier(Phase phase) {
    return phase == Phase.STARTED ? Startup.Literal.INSTANCE : Readiness.Literal.INSTANCE;
  }

  /** A check shows no data, because everybody who reaches the server can ask. */
  private static HealthCheckResponse answer(Vital vital, Vitals vitals) {
    return HealthCheckResponse.named(vital.id()).status(vitals.holds(vital)).build();
  }
}
