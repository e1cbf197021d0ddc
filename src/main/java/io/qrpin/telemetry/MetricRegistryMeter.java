package io.qrpin.telemetry;

import io.qrpin.log.Log;
import io.qrpin.log.Message;
import io.qrpin.telemetry.Instrument.Kind;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/**
 * Measures through MicroProfile Metrics. It is loaded only where the API is there. A histogram is a
 * timer here, because only timers count fractions of a second; the buckets of timers come from the
 * application's configuration, and a test compares them with the instruments.
 */
final class MetricRegistryMeter implements Meter {

  private static final Log LOG = Log.of(MetricRegistryMeter.class);

  private final MetricRegistry registry;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Instrument, Timer> timers = new ConcurrentHashMap<>();
  private final Map<Series, Double> gauges = new ConcurrentHashMap<>();

  /** An instrument, and the values of its labels. */
  private record Series(Instrument instrument, List<String> labels) {}

  MetricRegistryMeter(MetricRegistry registry) {
    this.registry = registry;
    for (Instrument instrument : Instrument.values()) {
      if (instrument.kind() == Kind.COUNTER) {
        instrument.series().forEach(labels -> counter(new Series(instrument, labels)));
      } else if (instrument.kind() == Kind.HISTOGRAM) {
        timers.put(instrument, registry.timer(metadata(instrument)));
      } else {
        instrument.series().forEach(labels -> setGauge(new Series(instrument, labels), Double.NaN));
      }
    }
  }

  /** Empty where the server has no registry that takes our instruments. */
  static Optional<Meter> of(Instance<Object> beans) {
    try {
      return beans.select(MetricRegistry.class, Default.Literal.INSTANCE).stream()
          .findFirst()
          .map(MetricRegistryMeter::new);
    } catch (IllegalArgumentException e) {
      // Another application has our names with other tags. A sign-in needs no metrics.
      LOG.add(Message.METRICS_UNAVAILABLE.because(e));
      return Optional.empty();
    }
  }

  private static Metadata metadata(Instrument instrument) {
    return Metadata.builder()
        .withName(instrument.id())
        .withDescription(instrument.description())
        .withUnit(instrument.kind() == Kind.HISTOGRAM ? MetricUnits.SECONDS : MetricUnits.NONE)
        .build();
  }

  private static Tag[] tags(Series series) {
    List<String> names = series.instrument().labels();
    return IntStream.range(0, names.size())
        .mapToObj(i -> new Tag(names.get(i), series.labels().get(i)))
        .toArray(Tag[]::new);
  }

  private Counter counter(Series series) {
    return counters.computeIfAbsent(
        series, it -> registry.counter(metadata(it.instrument()), tags(it)));
  }

  private void setGauge(Series series, double value) {
    if (gauges.put(series, value) == null) {
      registry.gauge(metadata(series.instrument()), gauges, all -> all.get(series), tags(series));
    }
  }

  @Override
  public void add(Instrument counter, List<String> labels, long amount) {
    counter(new Series(counter, labels)).inc(amount);
  }

  @Override
  public void record(Instrument histogram, long nanos) {
    timers.get(histogram).update(Duration.ofNanos(nanos));
  }

  /**
   * A gauge cannot leave a running server. It shows zero where a series has gone, and NaN where
   * nothing is known.
   */
  @Override
  public void set(Instrument gauge, Map<List<String>, Long> values) {
    double gone = values.isEmpty() ? Double.NaN : 0;
    // A series that stays must not show zero for a moment: zero allows to remove a key.
    gauges.replaceAll(
        (series, before) ->
            series.instrument() == gauge && !values.containsKey(series.labels()) ? gone : before);
    values.forEach((labels, value) -> setGauge(new Series(gauge, labels), value));
  }
}
