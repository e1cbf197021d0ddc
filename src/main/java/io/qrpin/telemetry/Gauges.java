package io.qrpin.telemetry;

import static java.util.stream.Collectors.toMap;

import io.qrpin.credential.ExpiringCredentials;
import io.qrpin.credential.KeyCensus;
import io.qrpin.credential.KeyUse;
import io.qrpin.log.Log;
import io.qrpin.telemetry.Instrument.Labels;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads now and then what only the database knows, so that its load does not depend on how often
 * and by how many the server is asked. It reads nothing where nothing is measured.
 */
@ApplicationScoped
class Gauges {

  static final Duration EXPIRES_WITHIN = Duration.ofDays(30);

  private static final Log LOG = Log.of(Gauges.class);
  private static final int EXPIRING_SECONDS = 60;

  /** A census reads all hashes. */
  private static final int CENSUS_SECONDS = 600;

  @Resource private ManagedScheduledExecutorService executor;

  private Telemetry telemetry;
  private ExpiringCredentials expiring;
  private KeyCensus census;
  private final List<ScheduledFuture<?>> readings = new ArrayList<>();

  protected Gauges() {}

  @Inject
  Gauges(Telemetry telemetry, ExpiringCredentials expiring, KeyCensus census) {
    this.telemetry = telemetry;
    this.expiring = expiring;
    this.census = census;
  }

  /** After the schema was prepared. */
  void start(
      @Observes @Initialized(ApplicationScoped.class) @Priority(Interceptor.Priority.LIBRARY_AFTER)
          Object event) {
    if (telemetry.isOn()) {
      repeat(this::readExpiring, EXPIRING_SECONDS);
      repeat(this::takeCensus, CENSUS_SECONDS);
    }
  }

  private void repeat(Runnable reading, int seconds) {
    readings.add(executor.scheduleWithFixedDelay(reading, 0, seconds, TimeUnit.SECONDS));
  }

  void readExpiring() {
    read(Instrument.EXPIRING, this::expiring);
  }

  void takeCensus() {
    read(Instrument.HASHES, this::hashes);
  }

  /** A value that was not read is not shown: an old one would hide what happened since. */
  private void read(Instrument gauge, Supplier<Map<List<String>, Long>> values) {
    try {
      telemetry.set(gauge, values.get());
    } catch (RuntimeException e) {
      // The executor never runs a task again that has thrown.
      LOG.trace("a gauge was not read: " + gauge.id(), e);
      telemetry.set(gauge, Map.of());
    }
  }

  /** A key that no hash needs has a series too: its zero says that it may leave the key store. */
  private Map<List<String>, Long> hashes() {
    Map<List<String>, Long> hashes = new HashMap<>();
    for (KeyUse key : census.take()) {
      if (key.isUnused()) {
        hashes.put(List.of(key.keyId(), Labels.NO_COST, Labels.PIN), 0L);
        hashes.put(List.of(key.keyId(), Labels.NO_COST, Labels.REMEMBERED_PIN), 0L);
      }
      for (KeyUse.Cost cost : key.costs()) {
        String name = cost.memoryKib() + " KiB, " + cost.passes();
        hashes.put(List.of(key.keyId(), name, Labels.PIN), cost.pins());
        hashes.put(List.of(key.keyId(), name, Labels.REMEMBERED_PIN), cost.rememberedPins());
      }
    }
    return hashes;
  }

  private Map<List<String>, Long> expiring() {
    return expiring.count(EXPIRES_WITHIN).entrySet().stream()
        .collect(toMap(it -> List.of(Labels.of(it.getKey())), Map.Entry::getValue));
  }

  @PreDestroy
  void stop() {
    readings.forEach(reading -> reading.cancel(true));
  }
}
