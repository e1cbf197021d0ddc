package io.qrpin.telemetry;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * An API that a server has or has not. A class that imports it is loaded only inside {@link
 * #ifPresent}.
 */
enum OptionalApi {
  HEALTH("org.eclipse.microprofile.health.HealthCheck"),
  METRICS("org.eclipse.microprofile.metrics.MetricRegistry"),
  OPEN_TELEMETRY("io.opentelemetry.api.OpenTelemetry");

  private final String type;

  OptionalApi(String type) {
    this.type = type;
  }

  boolean isPresent() {
    try {
      Class.forName(type, false, OptionalApi.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The result of the work; empty where the API is not there. */
  <R> Optional<R> ifPresent(Supplier<Optional<R>> work) {
    return isPresent() ? work.get() : Optional.empty();
  }
}
