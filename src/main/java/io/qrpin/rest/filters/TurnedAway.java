package io.qrpin.rest.filters;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts requests that were turned away, so that the log gets one line for each period and not one
 * for each request: otherwise an overload, or a stranger, could fill it. Thread safety: safe.
 */
final class TurnedAway {

  static final Duration PERIOD = Duration.ofSeconds(10);

  private final Duration period;
  private final AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.MIN);
  private final AtomicLong unlogged = new AtomicLong();

  TurnedAway() {
    this(PERIOD);
  }

  /** With another period than that of overloads. */
  TurnedAway(Duration period) {
    this.period = period;
  }

  /**
   * Counts one request.
   *
   * @return how many requests to log now; empty while the period lasts
   */
  OptionalLong add(Instant now) {
    unlogged.incrementAndGet();
    Instant until = quietUntil.get();
    boolean isTime = !now.isBefore(until) && quietUntil.compareAndSet(until, now.plus(period));
    return isTime ? OptionalLong.of(unlogged.getAndSet(0)) : OptionalLong.empty();
  }
}
