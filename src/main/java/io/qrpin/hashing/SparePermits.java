package io.qrpin.hashing;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides when a bulk run may take a worker's permit: when workers leave one over, and otherwise
 * for one hash after {@value #WORKERS_HASHES} of theirs.
 *
 * <p>A permit is left over when there are more permits than turns and bulk hashes together, and
 * workers have not wanted all permits for {@link #QUIET}. Without that rest a bulk hash would begin
 * in each short gap between two sign-ins, and the next worker would wait for its end. The fixed
 * share lets a bulk run go on where workers never rest.
 *
 * <p>Thread safety: safe.
 */
final class SparePermits {

  /**
   * While workers want all permits, a bulk hash follows so many of theirs. A line costs more than
   * its hash, and all of it together must leave sign-ins nine tenths of their rate.
   */
  static final int WORKERS_HASHES = 40;

  static final long QUIET = TimeUnit.MILLISECONDS.toNanos(100);

  private final int permits;
  private final LongSupplier nanoTime;

  private int turns;
  private int bulkHashes;
  private int workersHashes;
  private long lastBusy;

  /**
   * @param permits those of the workers
   * @param nanoTime as {@link System#nanoTime}
   */
  SparePermits(int permits, LongSupplier nanoTime) {
    this.permits = permits;
    this.nanoTime = nanoTime;
    this.lastBusy = nanoTime.getAsLong() - QUIET;
  }

  synchronized void turnTaken() {
    turns++;
  }

  synchronized void turnReturned() {
    if (turns >= permits) {
      lastBusy = nanoTime.getAsLong();
    }
    turns--;
    notifyIfLeftOver();
  }

  synchronized void workerHashed() {
    workersHashes++;
    if (workersHashes == WORKERS_HASHES) {
      notifyAll();
    }
  }

  synchronized void bulkHashed() {
    bulkHashes--;
    notifyIfLeftOver();
  }

  /** Waking the others at each sign-in would cost more than it brings. */
  private void notifyIfLeftOver() {
    if (turns + bulkHashes < permits) {
      notifyAll();
    }
  }

  /** Takes the right to a bulk hash if there is one now. */
  synchronized boolean tryBulkHash() {
    boolean allowed = restNanos() == 0 || workersHashes >= WORKERS_HASHES;
    if (allowed) {
      bulkHashes++;
      workersHashes = 0;
    }
    return allowed;
  }

  /** Waits for the right to a bulk hash, without a deadline. */
  synchronized void awaitBulkHash() throws InterruptedException {
    while (!tryBulkHash()) {
      long rest = restNanos();
      if (rest == Long.MAX_VALUE) {
        wait();
      } else {
        // Rounded up, because zero would stand for no limit.
        wait(TimeUnit.NANOSECONDS.toMillis(rest) + 1);
      }
    }
  }

  /** The time until a permit is left over, if nothing changes; the maximum if it never is. */
  private long restNanos() {
    return turns + bulkHashes < permits
        ? Math.max(0, QUIET - (nanoTime.getAsLong() - lastBusy))
        : Long.MAX_VALUE;
  }
}
