package io.qrpin.hashing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Permits for hashing. They bound how many PINs are hashed at once, and so memory and processors. A
 * thread without a permit waits in a queue, first come, first served. It is refused with {@link
 * Overloaded} at a deadline, and at once when the queue is full.
 *
 * <p>A thread that first waits for something else, such as a commit, takes a {@link Turn} and asks
 * it for the permit afterwards. There are two turns for each worker's permit: enough to keep the
 * processors busy, and few enough that a thread with a turn hashes soon.
 *
 * <p>A claimant without a genuine badge is a stranger, and must not find that out. A stranger waits
 * for the queue as a worker does, and then hashes a decoy with a permit of the decoys. So strangers
 * take no permit and no place in the queue from workers. Where all decoys' permits are taken, the
 * stranger waits as long as a refusal takes, and is never refused in another way than a worker.
 *
 * <p>Attempts occupy threads, also while a refusal waits. So there is a bound on all that are under
 * way, of which the workers' queue is a half. Where it is reached there is no room for anybody,
 * which says nothing about a badge.
 *
 * <p>A bulk run never is refused and has no queue among the workers. It has a bound of its own on
 * hashes at once, and takes a worker's permit when {@link SparePermits} says that workers leave one
 * over, or that it has waited for enough of them.
 *
 * <p>A thread that has a permit must not ask for another one, or all threads might wait for ever.
 * Thread safe. A permit or a turn may be closed by any thread, and more than once.
 */
public final class HashingPermits {

  public static final int MAX_PERMITS = 256;
  public static final int MAX_WAITING = 10_000;
  public static final Duration MIN_QUEUE = Duration.ofMillis(10);
  public static final Duration MAX_QUEUE = Duration.ofSeconds(60);

  private static final int TURNS_PER_PERMIT = 2;
  private static final int ATTEMPTS_PER_WAITING = 2;

  /** For whom a PIN is hashed. */
  public enum Purpose {
    /** Somebody waits for the answer: a sign-in, a change, or one worker's enrolment. */
    ONE_WORKER,
    /** A run over many workers. */
    BULK
  }

  private final Pool workers;
  private final Semaphore bulk;
  private final Semaphore decoys;
  private final Semaphore admissions;
  private final AtomicInteger approaching = new AtomicInteger();
  private final PermitWatch watch;
  private final int bulkPermits;
  private final int maxHashesAtOnce;

  /**
   * Makes the permits.
   *
   * @param permits hashes at once for workers and for administrators, 1 to {@value #MAX_PERMITS}
   * @param decoyPermits hashes at once for claimants without a genuine badge, the same range
   * @param bulkPermits hashes at once for bulk runs, which are among those for workers; the same
   *     range
   * @param mostWaiting threads that may wait for a worker's permit, 1 to {@value #MAX_WAITING}; as
   *     many other attempts may be under way
   * @param queue the longest wait for a turn or a permit, {@link #MIN_QUEUE} to {@link #MAX_QUEUE}
   * @throws IllegalArgumentException when a value is out of its range
   */
  public HashingPermits(
      int permits, int decoyPermits, int bulkPermits, int mostWaiting, Duration queue) {
    this(permits, decoyPermits, bulkPermits, mostWaiting, queue, PermitWatch.NONE);
  }

  /** The same, under the eyes of a watch. */
  public HashingPermits(
      int permits,
      int decoyPermits,
      int bulkPermits,
      int mostWaiting,
      Duration queue,
      PermitWatch watch) {
    requireUpTo(MAX_PERMITS, "permits", permits);
    requireUpTo(MAX_PERMITS, "decoyPermits", decoyPermits);
    requireUpTo(MAX_PERMITS, "bulkPermits", bulkPermits);
    requireUpTo(MAX_WAITING, "mostWaiting", mostWaiting);
    if (queue.compareTo(MIN_QUEUE) < 0 || queue.compareTo(MAX_QUEUE) > 0) {
      throw new IllegalArgumentException("queue must be %s to %s".formatted(MIN_QUEUE, MAX_QUEUE));
    }
    this.watch = watch;
    this.workers = new Pool(permits, TURNS_PER_PERMIT * permits, mostWaiting, queue, watch);
    this.bulk = new Semaphore(bulkPermits, true);
    this.decoys = new Semaphore(decoyPermits);
    this.admissions = new Semaphore(permits + ATTEMPTS_PER_WAITING * mostWaiting);
    this.bulkPermits = bulkPermits;
    this.maxHashesAtOnce = permits + decoyPermits;
  }

  private static void requireUpTo(int max, String name, int value) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException("%s must be 1 to %d".formatted(name, max));
    }
  }

  /** A permit to hash one PIN. Close it after the hash; {@code try (permit)} does. */
  public static final class Permit extends Taken {
    private Permit(Runnable release) {
      super(release);
    }
  }

  /** The right to take a worker's permit without a deadline. Close it when the work is done. */
  public static final class Turn extends Taken {
    private final Pool pool;
    private long waitedNanos;

    private Turn(Pool pool, long waitedNanos, Runnable release) {
      super(release);
      this.pool = pool;
      this.waitedNanos = waitedNanos;
    }

    /**
     * Takes a permit, at most one at a time. Waits without a deadline, because a thread in its turn
     * is not refused any more.
     */
    public Permit takePermit() {
      long begin = System.nanoTime();
      pool.permits.acquireUninterruptibly();
      pool.watch.waited(waitedNanos + System.nanoTime() - begin);
      // A second permit of the same turn did not wait for the turn again.
      waitedNanos = 0;
      return new Permit(pool::hashed);
    }
  }

  /** An attempt under way. Close it when it is answered. */
  public static final class Admission extends Taken {
    private final Taken approach;

    private Admission(Taken approach, Runnable release) {
      super(release);
      this.approach = approach;
    }

    /**
     * Says that the attempt has found out who its claimant is. Until then a place in the workers'
     * queue is kept free for it.
     */
    public void identified() {
      approach.close();
    }
  }

  /** An attempt that does not know its claimant yet. */
  private static final class Approach extends Taken {
    private Approach(Runnable release) {
      super(release);
    }
  }

  private abstract static class Taken implements AutoCloseable {
    private Runnable release;

    private Taken(Runnable release) {
      this.release = release;
    }

    /** Gives it back. Closing twice is allowed. */
    @Override
    public final synchronized void close() {
      Runnable once = release;
      release = () -> {};
      once.run();
    }
  }

  /**
   * Takes a worker's permit.
   *
   * @throws Overloaded when there is no permit before the deadline, when the queue is full, or when
   *     the thread is interrupted while it waits (it stays interrupted)
   */
  public Permit takePermit() {
    return workers.takePermit();
  }

  /**
   * Takes a permit, as {@link #takePermit()} does for one worker. For a bulk run it waits without a
   * deadline, and only an interrupt refuses it.
   */
  public Permit takePermit(Purpose purpose) {
    return purpose == Purpose.BULK ? bulkPermit() : takePermit();
  }

  private Permit bulkPermit() {
    try {
      bulk.acquire();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    try {
      workers.spare.awaitBulkHash();
    } catch (InterruptedException e) {
      bulk.release();
      throw interrupted();
    }
    workers.permits.acquireUninterruptibly();
    return new Permit(
        () -> {
          workers.permits.release();
          workers.spare.bulkHashed();
          bulk.release();
        });
  }

  private static Overloaded interrupted() {
    Thread.currentThread().interrupt();
    return new Overloaded();
  }

  /** As {@link #takePermit()}, but a turn. */
  public Turn takeTurn() {
    return workers.takeTurn();
  }

  /**
   * Waits as long as {@link #takeTurn} would, and takes nothing.
   *
   * @throws Overloaded as {@link #takeTurn} does
   */
  public void awaitTurn() {
    workers.awaitTurn();
  }

  /** A permit to hash one decoy; empty where all are taken, because decoys have no queue. */
  public Optional<Permit> decoyPermit() {
    boolean taken = decoys.tryAcquire();
    watch.decoy(taken);
    return taken ? Optional.of(new Permit(decoys::release)) : Optional.empty();
  }

  /**
   * Admits an attempt, or refuses it before work in vain: the workers' queue must have a place for
   * it and for all that were admitted and are not identified yet. An attempt that is admitted may
   * still be refused later.
   *
   * @throws Overloaded when the workers' queue is full, or as many attempts are under way as may
   */
  public Admission admit() {
    if (!hasPlace() || !admissions.tryAcquire()) {
      throw exhausted();
    }
    approaching.incrementAndGet();
    Approach approach = new Approach(approaching::decrementAndGet);
    return new Admission(
        approach,
        () -> {
          approach.close();
          admissions.release();
        });
  }

  /** Whether {@link #admit} would admit an attempt. */
  public boolean hasRoom() {
    return hasPlace() && admissions.availablePermits() > 0;
  }

  /** Turns away a caller that did not even try, because {@link #hasRoom} was false. */
  public Overloaded exhausted() {
    return workers.exhausted();
  }

  /** Turns somebody away for want of room of another kind, and has the watch see it. */
  public Overloaded turnedAway() {
    watch.turnedAway();
    return new Overloaded();
  }

  /**
   * How long the workers' permits have been exhausted: from the first one who was turned away until
   * a permit is left over. Zero if they are not.
   */
  public Duration exhaustedFor() {
    return workers.exhaustedFor();
  }

  private boolean hasPlace() {
    return workers.places.availablePermits() > approaching.get();
  }

  /** The most hashes at once for bulk runs. */
  public int bulkPermits() {
    return bulkPermits;
  }

  /** The most hashes at once, decoys too. It bounds their memory. */
  public int maxHashesAtOnce() {
    return maxHashesAtOnce;
  }

  /** Each thread in the pool has a place. With a turn it gets ready. With a permit it hashes. */
  private static final class Pool {
    private final Semaphore permits;
    private final Semaphore turns;
    private final Semaphore places;
    private final SparePermits spare;
    private final long queueNanos;
    private final PermitWatch watch;

    /** After this time without another one who was turned away the permits are not exhausted. */
    private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** When the first one was turned away, or null while permits are left over. */
    private final AtomicReference<Long> exhaustedSince = new AtomicReference<>();

    private volatile long lastTurnedAway;

    Pool(int permits, int turns, int mostWaiting, Duration queue, PermitWatch watch) {
      this.watch = watch;
      this.permits = new Semaphore(permits, true);
      this.turns = new Semaphore(turns, true);
      this.places = new Semaphore(permits + mostWaiting);
      this.spare = new SparePermits(permits, System::nanoTime);
      this.queueNanos = queue.toNanos();
    }

    Turn takeTurn() {
      if (!places.tryAcquire()) {
        throw exhausted();
      }
      long begin = System.nanoTime();
      if (!isTaken(turns)) {
        places.release();
        throw exhausted();
      }
      spare.turnTaken();
      return new Turn(
          this,
          System.nanoTime() - begin,
          () -> {
            spare.turnReturned();
            turns.release();
            places.release();
          });
    }

    /** A thread that has its turn passes it on at once, so that it hardly delays the next one. */
    void awaitTurn() {
      if (places.availablePermits() == 0 || !isTaken(turns)) {
        throw exhausted();
      }
      turns.release();
    }

    Permit takePermit() {
      Turn turn = takeTurn();
      long begin = System.nanoTime();
      if (!isTaken(permits)) {
        turn.close();
        throw exhausted();
      }
      watch.waited(turn.waitedNanos + System.nanoTime() - begin);
      return new Permit(
          () -> {
            hashed();
            turn.close();
          });
    }

    private void hashed() {
      permits.release();
      spare.workerHashed();
      endExhaustion();
    }

    Overloaded exhausted() {
      long now = System.nanoTime();
      lastTurnedAway = now;
      exhaustedSince.compareAndSet(null, now);
      watch.turnedAway();
      return new Overloaded();
    }

    /** Looks again, because the last one who was turned away may have been the last of all. */
    Duration exhaustedFor() {
      endExhaustion();
      Long since = exhaustedSince.get();
      return since == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, lastTurnedAway - since));
    }

    private void endExhaustion() {
      Long since = exhaustedSince.get();
      if (since != null && (isForgotten() || isLeftOver())) {
        exhaustedSince.compareAndSet(since, null);
      }
    }

    private boolean isForgotten() {
      return System.nanoTime() - lastTurnedAway > FORGOTTEN_NANOS;
    }

    private boolean isLeftOver() {
      return permits.availablePermits() > 0
          && !turns.hasQueuedThreads()
          && !permits.hasQueuedThreads();
    }

    private boolean isTaken(Semaphore some) {
      try {
        return some.tryAcquire(queueNanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
