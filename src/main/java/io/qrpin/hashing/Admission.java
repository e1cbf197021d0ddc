package io.qrpin.hashing;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Permits for hashing: how many PINs are hashed at once, and so how much memory and how many
 * processors that takes. Whoever finds no turn waits in a queue, first come first served, and is
 * turned away at a deadline; at once where the queue is full. So under more load than can be
 * carried most are answered at once, the others soon, and none late.
 *
 * <p>Who has something to do first that takes no processor, as to wait for a commit, does that in
 * his turn while others hash: workers have twice as many turns as permits, so that no processor
 * idles, and so few that whoever has paid in his turn hashes soon.
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
  public static final int MAX_PERMITS = 256;

  /** The most who may wait. */
  public static final int MAX_WAITING = 10_000;

  /** The shortest queue. */
  public static final Duration MIN_QUEUE = Duration.ofMillis(10);

  /** The longest queue. */
  public static final Duration MAX_QUEUE = Duration.ofSeconds(60);

  private static final int DECOYS_SHARE = 4;
  private static final int TURNS_A_PERMIT = 2;

  private final Pool workers;
  private final Pool decoys;
  private final int maxHashesAtOnce;

  /**
   * Two pools.
   *
   * @param permits hashes at once for workers, and for who administers them, 1 to {@value
   *     #MAX_PERMITS}
   * @param decoyPermits hashes at once for claimants without a genuine badge, 1 to {@value
   *     #MAX_PERMITS}
   * @param mostWaiting how many may wait for a worker's permit, 1 to {@value #MAX_WAITING}; a
   *     quarter of that, and at least one, for a decoy's. Each that waits has a thread
   * @param queue how long one waits for a permit at most, {@link #MIN_QUEUE} to {@link #MAX_QUEUE}
   * @throws IllegalArgumentException when a value is out of its range
   */
  public Admission(int permits, int decoyPermits, int mostWaiting, Duration queue) {
    requireUpTo(MAX_PERMITS, "permits", permits);
    requireUpTo(MAX_PERMITS, "decoyPermits", decoyPermits);
    requireUpTo(MAX_WAITING, "mostWaiting", mostWaiting);
    if (queue.compareTo(MIN_QUEUE) < 0 || queue.compareTo(MAX_QUEUE) > 0) {
      throw new IllegalArgumentException("queue must be %s to %s".formatted(MIN_QUEUE, MAX_QUEUE));
    }
    this.workers = new Pool(permits, TURNS_A_PERMIT * permits, mostWaiting, queue);
    this.decoys =
        new Pool(decoyPermits, decoyPermits, Math.max(1, mostWaiting / DECOYS_SHARE), queue);
    this.maxHashesAtOnce = permits + decoyPermits;
  }

  private static void requireUpTo(int most, String what, int value) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("%s must be 1 to %d".formatted(what, most));
    }
  }

  /**
   * Does some work under a worker's permit. The permit is given back however the work ends; what
   * the work throws is thrown.
   *
   * @return what the work gave
   * @throws Overloaded when there was no permit until the deadline, as many waited as may, or the
   *     thread was interrupted while it waited (it stays interrupted); the work was not begun then
   */
  public <R> R admit(Supplier<R> work) {
    return workers.admit(work);
  }

  /** The same as {@link #admit(Supplier)} under a permit of the decoys' pool. */
  public <R> R admitDecoy(Supplier<R> work) {
    return decoys.admit(work);
  }

  /**
   * Does some work in a worker's turn: it takes a permit only while it hashes.
   *
   * @param work asks its turn for the permit, at most once at a time
   * @return what the work gave
   * @throws Overloaded as {@link #admit(Supplier)}; once the work was begun, it is not turned away
   */
  public <R> R admitToTurn(Function<Turn, R> work) {
    return workers.inTurn(() -> work.apply(new Turn(workers)));
  }

  /** A turn that somebody has. */
  public static final class Turn {
    private final Pool pool;

    private Turn(Pool pool) {
      this.pool = pool;
    }

    /** Hashes under a permit, which is waited for as long as it takes: the others before it. */
    public <R> R hash(Supplier<R> hashing) {
      pool.permits.acquireUninterruptibly();
      return pool.giveBackAfter(hashing, pool.permits);
    }
  }

  /**
   * For who would ask for a worker's permit next: saves the work before that when it would be in
   * vain. Who is not turned away here may still be later.
   *
   * @throws Overloaded when as many wait as may
   */
  public void requireRoom() {
    if (!hasRoom()) {
      throw new Overloaded();
    }
  }

  /** Whether {@link #requireRoom} would let somebody pass. */
  public boolean hasRoom() {
    return workers.hasRoom();
  }

  /** How many hashes run at once at most, both pools together; bounds the memory they take. */
  public int maxHashesAtOnce() {
    return maxHashesAtOnce;
  }

  /** Permits; turns for who has one or gets ready; places for who has a turn or waits. */
  private static final class Pool {
    private final Semaphore permits;
    private final Semaphore turns;
    private final Semaphore places;
    private final long queueNanos;

    Pool(int permits, int turns, int mostWaiting, Duration queue) {
      this.permits = new Semaphore(permits, true);
      this.turns = new Semaphore(turns, true);
      this.places = new Semaphore(permits + mostWaiting);
      this.queueNanos = queue.toNanos();
    }

    <R> R admit(Supplier<R> work) {
      return inTurn(() -> afterWaitingFor(permits, work));
    }

    <R> R inTurn(Supplier<R> work) {
      if (!places.tryAcquire()) {
        throw new Overloaded();
      }
      return giveBackAfter(() -> afterWaitingFor(turns, work), places);
    }

    private <R> R afterWaitingFor(Semaphore some, Supplier<R> work) {
      if (!isGiven(some)) {
        throw new Overloaded();
      }
      return giveBackAfter(work, some);
    }

    private <R> R giveBackAfter(Supplier<R> work, Semaphore taken) {
      try {
        return work.get();
      } finally {
        taken.release();
      }
    }

    private boolean isGiven(Semaphore some) {
      try {
        return some.tryAcquire(queueNanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    boolean hasRoom() {
      return places.availablePermits() > 0;
    }
  }
}
