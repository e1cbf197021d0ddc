package io.qrpin.throttling;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Permits for hashing: how many PINs are hashed at once, and so how much memory and how many
 * processors that takes. Whoever finds no permit waits in a queue, first come first served, and is
 * turned away at a deadline.
 *
 * <p>There are two pools. A claimant without a genuine badge costs a hash too, or he would learn
 * that the badge is not genuine; it comes out of the decoys' pool, so that strangers may fill that
 * one and no worker waits a moment longer.
 *
 * <p>A thread that has a permit must not ask for another: when all do, all wait.
 *
 * <p>Thread safety: safe.
 */
public final class Admission {

  /** The most permits that a pool may have. */
  public static final int MOST_PERMITS = 256;

  /** The shortest queue. */
  public static final Duration SHORTEST_QUEUE = Duration.ofMillis(10);

  /** The longest queue. */
  public static final Duration LONGEST_QUEUE = Duration.ofSeconds(60);

  private final Semaphore workers;
  private final Semaphore decoys;
  private final long queueNanos;
  private final int mostHashesAtOnce;

  /**
   * Two pools.
   *
   * @param permits hashes at once for workers, and for who administers them, 1 to {@value
   *     #MOST_PERMITS}
   * @param decoyPermits hashes at once for claimants without a genuine badge, 1 to {@value
   *     #MOST_PERMITS}
   * @param queue how long one waits for a permit at most, {@link #SHORTEST_QUEUE} to {@link
   *     #LONGEST_QUEUE}
   * @throws IllegalArgumentException when a value is out of its range
   */
  public Admission(int permits, int decoyPermits, Duration queue) {
    requirePermits("permits", permits);
    requirePermits("decoyPermits", decoyPermits);
    if (queue.compareTo(SHORTEST_QUEUE) < 0 || queue.compareTo(LONGEST_QUEUE) > 0) {
      throw new IllegalArgumentException(
          "queue must be %s to %s".formatted(SHORTEST_QUEUE, LONGEST_QUEUE));
    }
    this.workers = new Semaphore(permits, true);
    this.decoys = new Semaphore(decoyPermits, true);
    this.queueNanos = queue.toNanos();
    this.mostHashesAtOnce = permits + decoyPermits;
  }

  private static void requirePermits(String what, int permits) {
    if (permits < 1 || permits > MOST_PERMITS) {
      throw new IllegalArgumentException("%s must be 1 to %d".formatted(what, MOST_PERMITS));
    }
  }

  /**
   * Does some work under a worker's permit. The permit is given back however the work ends; what
   * the work throws is thrown.
   *
   * @return what the work gave
   * @throws Overloaded when there was no permit until the deadline, or the thread was interrupted
   *     while it waited (it stays interrupted); the work was not begun then
   */
  public <R> R admit(Supplier<R> work) {
    return admit(workers, work);
  }

  /** The same as {@link #admit(Supplier)} under a permit of the decoys' pool. */
  public <R> R admitDecoy(Supplier<R> work) {
    return admit(decoys, work);
  }

  private <R> R admit(Semaphore pool, Supplier<R> work) {
    if (!isPermitted(pool)) {
      throw new Overloaded();
    }
    try {
      return work.get();
    } finally {
      pool.release();
    }
  }

  private boolean isPermitted(Semaphore pool) {
    try {
      return pool.tryAcquire(queueNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How many hashes run at once at most, both pools together; bounds the memory they take. */
  public int mostHashesAtOnce() {
    return mostHashesAtOnce;
  }
}
