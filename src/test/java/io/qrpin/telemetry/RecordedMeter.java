package io.qrpin.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what is measured, as lines of text. */
final class RecordedMeter implements Meter {

  final List<String> measured = new CopyOnWriteArrayList<>();
  private final Map<Instrument, Map<List<String>, Long>> gauges = new ConcurrentHashMap<>();

  /** The last values of a gauge. */
  Map<List<String>, Long> set(Instrument gauge) {
    return gauges.get(gauge);
  }

  @Override
  public void add(Instrument counter, List<String> labels, long amount) {
    List<String> words = new ArrayList<>(List.of(counter.id()));
    words.addAll(labels);
    words.add(String.valueOf(amount));
    measured.add(String.join(" ", words));
  }

  @Override
  public void record(Instrument histogram, long nanos) {
    measured.add(histogram.id() + (nanos > 0 ? "" : " not measured"));
  }

  @Override
  public void set(Instrument gauge, Map<List<String>, Long> values) {
    measured.add(gauge.id() + " " + values);
    gauges.put(gauge, values);
  }

  @Override
  public Span begin(String name) {
    measured.add("begin " + name);
    return new Span() {
      @Override
      public void failed(Throwable failure) {
        measured.add("failed " + failure.getMessage());
      }

      @Override
      public void close() {
        measured.add("end");
      }
    };
  }
}
