package io.qrpin.telemetry;

import static java.util.stream.Collectors.toMap;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Scope;
import io.qrpin.telemetry.Instrument.Kind;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Measures and traces through OpenTelemetry. It is loaded only where the API is there. The server
 * gives each application an instance of its own, which does nothing until the application's
 * configuration enables it.
 */
final class OpenTelemetryMeter implements Meter {

  private static final String SCOPE = "io.qrpin";
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Map<Instrument, LongCounter> counters;
  private final Map<Instrument, DoubleHistogram> histograms;
  private final Map<Instrument, Map<List<String>, Long>> gauges = new ConcurrentHashMap<>();
  private final Map<Instrument, Map<List<String>, Attributes>> attributes =
      new EnumMap<>(Instrument.class);
  private final Tracer tracer;

  OpenTelemetryMeter(OpenTelemetry telemetry) {
    io.opentelemetry.api.metrics.Meter meter = telemetry.getMeter(SCOPE);
    tracer = telemetry.getTracer(SCOPE);
    for (Instrument instrument : Instrument.values()) {
      attributes.put(instrument, new ConcurrentHashMap<>());
    }
    counters =
        each(
            Kind.COUNTER,
            it ->
                meter
                    .counterBuilder(it.id())
                    .setUnit(it.unit())
                    .setDescription(it.description())
                    .build());
    histograms =
        each(
            Kind.HISTOGRAM,
            it ->
                meter
                    .histogramBuilder(it.id())
                    .setUnit(it.unit())
                    .setDescription(it.description())
                    .setExplicitBucketBoundariesAdvice(
                        it.bucketsMillis().stream().map(ms -> ms / MILLIS_PER_SECOND).toList())
                    .build());
    each(
        Kind.GAUGE,
        it ->
            meter
                .gaugeBuilder(it.id())
                .setUnit(it.unit())
                .setDescription(it.description())
                .ofLongs()
                .buildWithCallback(measurement -> observe(it, measurement)));
    counters.keySet().forEach(it -> it.series().forEach(labels -> add(it, labels, 0)));
  }

  /** Empty where the server has no instance for this application, or one that does nothing. */
  static Optional<Meter> of(Instance<Object> beans) {
    return beans.select(OpenTelemetry.class, Default.Literal.INSTANCE).stream()
        .findFirst()
        .filter(OpenTelemetryMeter::isEnabled)
        .map(OpenTelemetryMeter::new);
  }

  private static boolean isEnabled(OpenTelemetry telemetry) {
    return telemetry.getMeterProvider() != MeterProvider.noop()
        || telemetry.getTracerProvider() != TracerProvider.noop();
  }

  private static <R> Map<Instrument, R> each(Kind kind, Function<Instrument, R> build) {
    return Stream.of(Instrument.values())
        .filter(it -> it.kind() == kind)
        .collect(
            toMap(it -> it, build, (one, other) -> one, () -> new EnumMap<>(Instrument.class)));
  }

  private void observe(Instrument gauge, ObservableLongMeasurement measurement) {
    gauges
        .getOrDefault(gauge, Map.of())
        .forEach((labels, value) -> measurement.record(value, attributes(gauge, labels)));
  }

  private Attributes attributes(Instrument instrument, List<String> labels) {
    return attributes.get(instrument).computeIfAbsent(labels, it -> build(instrument, it));
  }

  private static Attributes build(Instrument instrument, List<String> labels) {
    AttributesBuilder built = Attributes.builder();
    for (int i = 0; i < labels.size(); i++) {
      built.put(instrument.labels().get(i), labels.get(i));
    }
    return built.build();
  }

  @Override
  public void add(Instrument counter, List<String> labels, long amount) {
    counters.get(counter).add(amount, attributes(counter, labels));
  }

  @Override
  public void record(Instrument histogram, long nanos) {
    histograms.get(histogram).record(nanos / NANOS_PER_SECOND);
  }

  @Override
  public void set(Instrument gauge, Map<List<String>, Long> values) {
    gauges.put(gauge, Map.copyOf(values));
  }

  @Override
  public Span begin(String name) {
    io.opentelemetry.api.trace.Span span = tracer.spanBuilder(name).startSpan();
    Scope scope = span.makeCurrent();
    return new Span() {
      @Override
      public void failed(Throwable failure) {
        span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
      }

      @Override
      public void close() {
        scope.close();
        span.end();
      }
    };
  }
}
