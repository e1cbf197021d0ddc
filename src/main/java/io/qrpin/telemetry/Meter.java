package io.qrpin.telemetry;

import java.util.List;
import java.util.Map;

/**
 * An adapter to what the server measures with. It registers every {@link Instrument} when it is
 * made. Values of labels come in the order of {@link Instrument#labels}. Thread safe; no method
 * throws.
 */
interface Meter {

  void add(Instrument counter, List<String> labels, long amount);

  void record(Instrument histogram, long nanos);

  /**
   * Replaces all values of a gauge.
   *
   * @param values by the values of the labels; empty while nothing is known
   */
  void set(Instrument gauge, Map<List<String>, Long> values);

  /** Begins a span in the thread's current one, if the adapter traces. */
  default Span begin(String name) {
    return Span.NONE;
  }

  /** A span that is current in its thread until it is closed there. */
  interface Span extends AutoCloseable {

    /** For adapters that do not trace. */
    Span NONE =
        new Span() {
          @Override
          public void failed(Throwable failure) {}

          @Override
          public void close() {}
        };

    /** Marks the span as failed. Only the type is kept: a message may name a person. */
    void failed(Throwable failure);

    @Override
    void close();
  }
}
