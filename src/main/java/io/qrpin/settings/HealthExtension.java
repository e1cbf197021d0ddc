package io.qrpin.settings;

import io.qrpin.settings.Settings.InvalidSetting;
import io.qrpin.telemetry.Health;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/**
 * Adds the health checks that the settings want. An extension does it, because a server without
 * MicroProfile Health cannot load a class that implements one.
 */
public class HealthExtension implements Extension {

  static final String READINESS = "qrpin.health.readiness";

  void add(@Observes AfterBeanDiscovery discovery) {
    try {
      Health.addTo(discovery, new Settings().flag(READINESS, true));
    } catch (InvalidSetting e) {
      Startup.logRefusal(e);
      discovery.addDefinitionError(e);
    }
  }
}
