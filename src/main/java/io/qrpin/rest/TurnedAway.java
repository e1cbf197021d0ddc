package io.qrpin.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts requests that were turned away because there were too many. They are told of now and then:
 * a line in the log for each would be still more to do. Thread safety: safe.
 */
final class TurnedAway {

  static final Duration PERIOD = Duration.ofSeconds(10);

  private final AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.MIN);
  private final AtomicLong untold = new AtomicLong();

  /**
   * One more.
   *
   * @return how many there are to tell of; empty while it is too early
   */
  OptionalLong add(Instant now) {
    untold.incrementAndGet();
    Instant until = quietUntil.get();
    boolean isTime = !now.isBefore(until) && quietUntil.compareAndSet(until, now.plus(PERIOD));
    return isTime ? OptionalLong.of(untold.getAndSet(0)) : OptionalLong.empty();
  }
}
