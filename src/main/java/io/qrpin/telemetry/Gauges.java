package io.qrpin.telemetry;

import static java.util.stream.Collectors.toMap;

import io.qrpin.credential.ExpiringCredentials;
import io.qrpin.database.DatabaseUnavailable;
import io.qrpin.log.Log;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads once a minute what only the database knows, so that its load does not depend on how often
 * and by how many the server is asked. It reads nothing where nothing is measured.
 */
@ApplicationScoped
class Gauges {

  static final Duration EXPIRES_WITHIN = Duration.ofDays(30);

  private static final Log LOG = Log.of(Gauges.class);
  private static final int PERIOD_SECONDS = 60;

  @Resource private ManagedScheduledExecutorService executor;

  private Telemetry telemetry;
  private ExpiringCredentials expiring;
  private ScheduledFuture<?> reading;

  protected Gauges() {}

  @Inject
  Gauges(Telemetry telemetry, ExpiringCredentials expiring) {
    this.telemetry = telemetry;
    this.expiring = expiring;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    if (telemetry.isOn()) {
      reading = executor.scheduleWithFixedDelay(this::read, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }
  }

  void read() {
    read(Instrument.EXPIRING, this::expiring);
  }

  /** A value that was not read is not shown: an old one would hide what happened since. */
  private void read(Instrument gauge, Supplier<Map<List<String>, Long>> values) {
    try {
      telemetry.set(gauge, values.get());
    } catch (DatabaseUnavailable e) {
      LOG.trace("a gauge was not read: " + gauge.id(), e);
      telemetry.set(gauge, Map.of());
    }
  }

  private Map<List<String>, Long> expiring() {
    return expiring.count(EXPIRES_WITHIN).entrySet().stream()
        .collect(toMap(it -> List.of(Instrument.Labels.of(it.getKey())), Map.Entry::getValue));
  }

  @PreDestroy
  void stop() {
    if (reading != null) {
      reading.cancel(true);
    }
  }
}
