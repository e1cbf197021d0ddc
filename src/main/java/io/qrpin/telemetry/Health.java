package io.qrpin.telemetry;

import io.qrpin.telemetry.Vital.Phase;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.util.List;

/** Adds the health checks, where the server has MicroProfile Health. */
public final class Health {

  private Health() {}

  /**
   * Adds the checks to the application that is being started.
   *
   * @param withReadiness false keeps qrpin out of the readiness of a server that it shares
   */
  public static void addTo(AfterBeanDiscovery discovery, boolean withReadiness) {
    if (OptionalApi.HEALTH.isPresent()) {
      HealthChecks.addTo(
          discovery, withReadiness ? List.of(Phase.values()) : List.of(Phase.STARTED));
    }
  }
}
