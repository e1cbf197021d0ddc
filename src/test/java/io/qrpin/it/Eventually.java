package io.qrpin.it;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Repeats a question until it gets the wanted answer. */
final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PERIOD = Duration.ofMillis(50);

  private Eventually() {}

  static <T> T until(Predicate<T> wanted, Supplier<T> asked) {
    return within(PATIENCE, wanted, asked);
  }

  static <T> T within(Duration patience, Predicate<T> wanted, Supplier<T> asked) {
    Instant deadline = Instant.now().plus(patience);
    for (T answer = asked.get(); ; answer = asked.get()) {
      if (wanted.test(answer)) {
        return answer;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("not within " + patience + ": " + answer);
      }
      LockSupport.parkNanos(PERIOD.toNanos());
    }
  }
}
