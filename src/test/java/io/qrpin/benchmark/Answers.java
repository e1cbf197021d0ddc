package io.qrpin.benchmark;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What came back: how often which status, and how late. Thread safety: safe. */
final class Answers {

  /** In the place of a status: the connection broke. */
  static final int NONE = 0;

  private static final long LONGEST_MICROS = 120_000_000;
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Map<Integer, Histogram> microsByStatus = new ConcurrentSkipListMap<>();
  private volatile long nanos;

  void add(int status, long since) {
    long micros = (System.nanoTime() - since) / 1_000;
    microsByStatus
        .computeIfAbsent(status, any -> new ConcurrentHistogram(LONGEST_MICROS, SIGNIFICANT_DIGITS))
        .recordValue(Math.min(micros, LONGEST_MICROS));
  }

  /** The time that they took together. */
  Answers over(long all) {
    this.nanos = all;
    return this;
  }

  /** Several runs as one. */
  Answers and(Answers more) {
    Answers both = new Answers().over(nanos + more.nanos);
    for (Answers part : new Answers[] {this, more}) {
      part.microsByStatus.forEach(
          (status, micros) ->
              both.microsByStatus
                  .computeIfAbsent(
                      status, any -> new ConcurrentHistogram(LONGEST_MICROS, SIGNIFICANT_DIGITS))
                  .add(micros));
    }
    return both;
  }

  long count() {
    return microsByStatus.values().stream().mapToLong(Histogram::getTotalCount).sum();
  }

  long count(int status) {
    Histogram found = microsByStatus.get(status);
    return found == null ? 0 : found.getTotalCount();
  }

  double aSecond(int status) {
    return count(status) * 1e9 / nanos;
  }

  double seconds() {
    return nanos / 1e9;
  }

  /**
   * @return in milliseconds; of those answers that had the status
   */
  double percentile(int status, double percentile) {
    Histogram found = microsByStatus.get(status);
    return found == null ? Double.NaN : found.getValueAtPercentile(percentile) / 1e3;
  }

  /** Each status, and how often it came. */
  String statuses() {
    return microsByStatus.entrySet().stream()
        .map(
            it ->
                (it.getKey() == NONE ? "no answer" : it.getKey())
                    + ": "
                    + it.getValue().getTotalCount())
        .collect(Collectors.joining(", "));
  }

  /** Fails unless all were answered so: what is measured is what was meant. */
  Answers requireAll(int status) {
    if (count(status) != count() || count() == 0) {
      throw new IllegalStateException("not all were answered with " + status + ": " + statuses());
    }
    return this;
  }
}
