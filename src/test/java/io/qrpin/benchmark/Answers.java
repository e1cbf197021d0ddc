package io.qrpin.benchmark;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts the answers of a run by their status, and records the latency of each. Thread safety:
 * safe.
 */
final class Answers {

  /** Stands for a status when the connection broke. */
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

  /** Sets how long the run took. */
  Answers over(long all) {
    this.nanos = all;
    return this;
  }

  /** Joins two runs into one. */
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
   * @return the latency of the answers with this status, in milliseconds
   */
  double percentile(int status, double percentile) {
    Histogram found = microsByStatus.get(status);
    return found == null ? Double.NaN : found.getValueAtPercentile(percentile) / 1e3;
  }

  /** The number of answers for each status. */
  String statuses() {
    return microsByStatus.entrySet().stream()
        .map(
            it ->
                (it.getKey() == NONE ? "no answer" : it.getKey())
                    + ": "
                    + it.getValue().getTotalCount())
        .collect(Collectors.joining(", "));
  }

  /** The number of requests with another status or without an answer. */
  long countOthers(int status) {
    return count() - count(status);
  }
}
