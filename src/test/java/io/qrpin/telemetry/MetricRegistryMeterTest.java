package io.qrpin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.junit.jupiter.api.Test;

class MetricRegistryMeterTest {

  /** The registered metrics, by name and tags, and its value now. */
  private final Map<String, Supplier<Object>> registered = new TreeMap<>();

  private final MetricRegistryMeter meter = new MetricRegistryMeter(registry());

  private MetricRegistry registry() {
    return proxy(
        MetricRegistry.class,
        (method, arguments) ->
            switch (method) {
              case "counter" -> counter(key(arguments[0], (Tag[]) arguments[1]));
              case "timer" -> timer(key(arguments[0]));
              case "gauge" -> gauge(key(arguments[0], (Tag[]) arguments[3]), arguments);
              default -> throw new UnsupportedOperationException(method);
            });
  }

  /** Answers a call of a method by its name. */
  private interface Answer {
    Object to(String method, Object... arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private static String key(Object metadata, Tag... tags) {
    return Stream.of(tags)
        .map(tag -> " " + tag.getTagName() + "=" + tag.getTagValue())
        .collect(Collectors.joining("", ((Metadata) metadata).getName(), ""));
  }

  private Counter counter(String key) {
    long[] count = {0};
    assertThat(registered.put(key, () -> count[0])).as(key).isNull();
    return proxy(Counter.class, (method, arguments) -> count[0] += (Long) arguments[0]);
  }

  private Timer timer(String key) {
    Duration[] sum = {Duration.ZERO};
    assertThat(registered.put(key, () -> sum[0])).as(key).isNull();
    return proxy(Timer.class, (method, arguments) -> sum[0] = sum[0].plus((Duration) arguments[0]));
  }

  @SuppressWarnings("unchecked")
  private Object gauge(String key, Object... arguments) {
    Function<Object, Object> read = (Function<Object, Object>) arguments[2];
    assertThat(registered.put(key, () -> read.apply(arguments[1]))).as(key).isNull();
    return null;
  }

  private Object value(String key) {
    return registered.get(key).get();
  }

  @Test
  void everySeriesIsThereBeforeAnythingHappens() {
    assertThat(registered)
        .containsKeys(
            "qrpin.locks until=time",
            "qrpin.resets",
            "qrpin.hash.duration",
            "qrpin.expiring kind=temporaryPin");
    assertThat(value("qrpin.locks until=time")).isEqualTo(0L);
    assertThat(value("qrpin.expiring kind=temporaryPin")).isEqualTo(Double.NaN);
  }

  @Test
  void countsAndDurationsAddUp() {
    meter.add(Instrument.LOCKS, List.of("time"), 1);
    meter.add(Instrument.LOCKS, List.of("time"), 2);
    meter.record(Instrument.HASH_DURATION, 7);

    assertThat(value("qrpin.locks until=time")).isEqualTo(3L);
    assertThat(value("qrpin.locks until=reset")).isEqualTo(0L);
    assertThat(value("qrpin.hash.duration")).isEqualTo(Duration.ofNanos(7));
  }

  @Test
  void aGaugeShowsItsLastValueThenZeroAndNothingWhereNothingIsKnown() {
    meter.set(Instrument.EXPIRING, Map.of(List.of("temporaryPin"), 5L));
    assertThat(value("qrpin.expiring kind=temporaryPin")).isEqualTo(5.0);

    meter.set(Instrument.EXPIRING, Map.of(List.of("standardCode"), 1L));
    assertThat(value("qrpin.expiring kind=temporaryPin")).isEqualTo(0.0);
    assertThat(value("qrpin.expiring kind=standardCode")).isEqualTo(1.0);

    meter.set(Instrument.EXPIRING, Map.of());
    assertThat(value("qrpin.expiring kind=temporaryPin")).isEqualTo(Double.NaN);
  }
}
