package io.qrpin.telemetry;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Asks the database whether it answers, at most once a second, and waits two seconds at most. A
 * question that hangs is not asked again before it ends, so an outage takes one connection and one
 * thread, however many callers ask and however often. Thread safe.
 */
final class DatabasePulse {

  static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Callable<Boolean> question;
  private final ExecutorService executor;
  private final LongSupplier nanoTime;

  private Future<Boolean> asked;
  private long answeredAt;
  private boolean answer;

  /**
   * @param question true if the database can serve; it may fail or hang
   * @param executor runs the question
   * @param nanoTime as {@link System#nanoTime}
   */
  DatabasePulse(Callable<Boolean> question, ExecutorService executor, LongSupplier nanoTime) {
    this.question = question;
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  /** Whether the database answers now, or did a second ago. */
  synchronized boolean isBeating() {
    if (asked == null || nanoTime.getAsLong() - answeredAt >= KEPT_NANOS) {
      answer = ask();
      answeredAt = nanoTime.getAsLong();
    }
    return answer;
  }

  private boolean ask() {
    if (asked != null && !asked.isDone()) {
      return false;
    }
    try {
      asked = executor.submit(question);
      return asked.get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      return false;
    }
  }
}
