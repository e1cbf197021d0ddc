package io.qrpin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenTelemetryMeterTest {

  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .build();
  private final OpenTelemetryMeter meter = new OpenTelemetryMeter(sdk);

  @AfterEach
  void close() {
    sdk.close();
  }

  private MetricData read(Instrument instrument) {
    return metrics.collectAllMetrics().stream()
        .filter(data -> data.getName().equals(instrument.id()))
        .findFirst()
        .orElseThrow();
  }

  private Stream<String> counted(Instrument instrument) {
    return read(instrument).getLongSumData().getPoints().stream().map(OpenTelemetryMeterTest::line);
  }

  private static String line(LongPointData point) {
    return Map.copyOf(point.getAttributes().asMap()) + " " + point.getValue();
  }

  @Test
  void everySeriesOfACounterIsThereBeforeAnythingHappens() {
    assertThat(counted(Instrument.LOCKS))
        .containsExactlyInAnyOrder("{until=time} 0", "{until=reset} 0");
    assertThat(read(Instrument.LOCKS).getUnit()).isEqualTo("{lock}");
  }

  @Test
  void countsAddUp() {
    meter.add(Instrument.ATTEMPTS, List.of("wrongPin"), 1);
    meter.add(Instrument.ATTEMPTS, List.of("wrongPin"), 2);
    meter.add(Instrument.RESETS, List.of(), 1);

    assertThat(counted(Instrument.ATTEMPTS)).contains("{outcome=wrongPin} 3");
    assertThat(counted(Instrument.RESETS)).containsExactly("{} 1");
  }

  @Test
  void aHistogramHasTheInstrumentsBucketsInSeconds() {
    meter.record(Instrument.HASH_DURATION, TimeUnit.MILLISECONDS.toNanos(40));

    HistogramPointData point =
        read(Instrument.HASH_DURATION).getHistogramData().getPoints().iterator().next();
    assertThat(point.getBoundaries()).startsWith(0.005, 0.01, 0.02, 0.03, 0.05).hasSize(12);
    assertThat(point.getCounts()).startsWith(0L, 0L, 0L, 0L, 1L);
    assertThat(point.getSum()).isEqualTo(0.04);
  }

  @Test
  void aGaugeShowsItsLastValuesAndNoneWhileNothingIsKnown() {
    meter.set(Instrument.EXPIRING, Map.of(List.of("temporaryPin"), 2L));
    meter.set(Instrument.EXPIRING, Map.of(List.of("temporaryPin"), 5L));
    assertThat(read(Instrument.EXPIRING).getLongGaugeData().getPoints())
        .extracting(OpenTelemetryMeterTest::line)
        .containsExactly("{kind=temporaryPin} 5");

    meter.set(Instrument.EXPIRING, Map.of());
    assertThat(metrics.collectAllMetrics())
        .extracting(MetricData::getName)
        .doesNotContain(Instrument.EXPIRING.id());
  }

  @Test
  void aStepWithinAStepIsASpanWithinItsSpan() {
    try (Meter.Span proof = meter.begin("qrpin.proof")) {
      try (Meter.Span hash = meter.begin("qrpin.hash")) {
        hash.failed(new IllegalStateException("of kim"));
      }
      assertThat(proof).isNotNull();
    }

    SpanData hash = spans.getFinishedSpanItems().get(0);
    SpanData proof = spans.getFinishedSpanItems().get(1);
    assertThat(hash.getName()).isEqualTo("qrpin.hash");
    assertThat(hash.getParentSpanId()).isEqualTo(proof.getSpanId());
    assertThat(hash.getStatus().getDescription()).isEqualTo("IllegalStateException");
    assertThat(hash.getEvents()).isEmpty();
    assertThat(hash.getAttributes().asMap()).isEmpty();
  }
}
