package io.qrpin.attempts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How often a worker may be wrong.
 *
 * <p>Some wrong guesses in a row are free. Each later one is followed by a wait, and no wait is
 * shorter than the one before it. At the limit only a reset by an administrator helps. The standard
 * values begin as Android's lock screen does (AOSP, {@code SoftwareRateLimiter}: five guesses, then
 * 1, 5, 15, 30, 90 and 243 minutes, then three times the last each). Here the waits have a cap, so
 * that a worker can come back after somebody else has played with the badge. The limit is that of
 * NIST SP 800-63B-4 (§3.2.2: at most 100 consecutive failures). That source counts failures in a
 * row only, and so do the waits: a right PIN ends the run. Somebody who guesses between two
 * sign-ins of the worker would never be stopped, so there is a limit over the whole life of a PIN
 * too.
 *
 * <p>The same wrong PIN again within a short time gives an attacker no information, and is not
 * counted. AOSP remembers wrong guesses for five minutes too.
 *
 * <p>Thread safety: immutable.
 *
 * @param freeGuesses wrong guesses in a row until the first wait, 1 to {@value #MAX_FREE_GUESSES};
 *     where the limit is lower, the limit counts, see {@link #effectiveFreeGuesses()}
 * @param waits the waits that follow, the first after the last free guess; one or more, each {@link
 *     #MIN_WAIT} or longer, none shorter than the one before it, none above {@code longestWait}
 * @param longestWait the cap on every wait, {@link #MIN_WAIT} to {@link #MAX_LONGEST_WAIT}
 * @param limit wrong guesses in a row until only an administrator helps, 1 to {@value #MAX_LIMIT}
 * @param lifetimeLimit wrong guesses since the PIN was set, in a row or not, until only an
 *     administrator helps, {@value #MIN_LIFETIME_LIMIT} to {@value #MAX_LIFETIME_LIMIT}
 * @param repeatWindow how long a wrong PIN is recognised when it comes again, up to {@link
 *     #MAX_REPEAT_WINDOW}; zero: never
 * @param maxRepeats how many repeats within that window are not counted, 0 to {@value #MAX_REPEATS}
 * @param lease how long a charge may stay open before it counts as a wrong guess, {@link
 *     #MIN_LEASE} to {@link #MAX_LEASE}
 * @param patience how long an attempt waits for other attempts of the same worker, zero to {@link
 *     #MAX_PATIENCE}
 */
public record ThrottlingPolicy(
    int freeGuesses,
    List<Duration> waits,
    Duration longestWait,
    int limit,
    int lifetimeLimit,
    Duration repeatWindow,
    int maxRepeats,
    Duration lease,
    Duration patience) {

  public static final int MAX_FREE_GUESSES = 10;
  public static final int MAX_REPEATS = 10;

  /** NIST SP 800-63B-4 §3.2.2. */
  public static final int MAX_LIMIT = 100;

  /** No PIN ends before its {@code limit} of failures in a row. */
  public static final int MIN_LIFETIME_LIMIT = MAX_LIMIT;

  /** So many guesses find one in a thousand PINs of eight digits. */
  public static final int MAX_LIFETIME_LIMIT = 100_000;

  public static final Duration MIN_WAIT = Duration.ofSeconds(1);
  public static final Duration MAX_LONGEST_WAIT = Duration.ofDays(7);
  public static final Duration MAX_REPEAT_WINDOW = Duration.ofHours(1);

  /** A hash at a high cost ends within it. */
  public static final Duration MIN_LEASE = Duration.ofSeconds(2);

  /** A worker whose server died waits no longer. */
  public static final Duration MAX_LEASE = Duration.ofMinutes(5);

  public static final Duration MAX_PATIENCE = Duration.ofSeconds(60);

  /** In {@link #waitsSeconds()}: only a reset helps. */
  public static final int SPENT = -1;

  private static final int GROWTH = 3;

  /** The policy where no setting says otherwise. */
  public static final ThrottlingPolicy STANDARD =
      new ThrottlingPolicy(
          5,
          IntStream.of(1, 5, 15, 30, 90, 243).mapToObj(Duration::ofMinutes).toList(),
          Duration.ofHours(24),
          50,
          1_000,
          Duration.ofMinutes(5),
          10,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException when a value is out of its range
   */
  public ThrottlingPolicy {
    waits = List.copyOf(waits);
    require("freeGuesses", freeGuesses, 1, MAX_FREE_GUESSES);
    require("longestWait", longestWait, MIN_WAIT, MAX_LONGEST_WAIT);
    require("limit", limit, 1, MAX_LIMIT);
    require("lifetimeLimit", lifetimeLimit, MIN_LIFETIME_LIMIT, MAX_LIFETIME_LIMIT);
    require("repeatWindow", repeatWindow, Duration.ZERO, MAX_REPEAT_WINDOW);
    require("maxRepeats", maxRepeats, 0, MAX_REPEATS);
    require("lease", lease, MIN_LEASE, MAX_LEASE);
    require("patience", patience, Duration.ZERO, MAX_PATIENCE);
    if (waits.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one wait");
    }
    Duration before = MIN_WAIT;
    for (Duration wait : waits) {
      require("each wait", wait, MIN_WAIT, longestWait);
      if (wait.compareTo(before) < 0) {
        throw new IllegalArgumentException("no wait may be shorter than the one before it");
      }
      before = wait;
    }
  }

  private static void require(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("%s must be %d to %d".formatted(what, least, most));
    }
  }

  private static void require(String what, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException("%s must be %s to %s".formatted(what, least, most));
    }
  }

  /** How many wrong guesses in a row are compared before the first wait, the limit included. */
  public int effectiveFreeGuesses() {
    return Math.min(freeGuesses, limit);
  }

  /**
   * Whether only a reset helps.
   *
   * @param failures wrong guesses in a row
   * @param totalFailures wrong guesses since the PIN was set
   */
  public boolean isSpent(int failures, int totalFailures) {
    return failures >= limit || totalFailures >= lifetimeLimit;
  }

  /**
   * The lock that follows the last of so many wrong guesses in a row, before the PIN's lifetime
   * limit; empty where the next guess may follow at once.
   *
   * @param failures wrong guesses in a row, 0 or more
   * @throws IllegalArgumentException when it is below 0
   */
  public Optional<Lock> lockAfter(int failures) {
    if (failures < 0) {
      throw new IllegalArgumentException("failures must be 0 or more");
    }
    if (failures >= limit) {
      return Optional.of(Lock.UNTIL_RESET);
    }
    return failures < freeGuesses
        ? Optional.empty()
        : Optional.of(new Lock(Optional.of(wait(failures - freeGuesses))));
  }

  /** The growth stops at the cap, so that nothing overflows. */
  private Duration wait(int index) {
    int last = waits.size() - 1;
    Duration wait = waits.get(Math.min(index, last));
    for (int past = last; past < index && wait.compareTo(longestWait) < 0; past++) {
      wait = wait.multipliedBy(GROWTH);
    }
    return wait.compareTo(longestWait) < 0 ? wait : longestWait;
  }

  /**
   * All waits, for the database. Index <em>n</em> - 1 holds the wait after the <em>n</em>-th wrong
   * guess in a row, in seconds, where a part of a second is rounded up. 0 is no wait. The last is
   * {@link #SPENT}.
   *
   * @return a new array, as long as the limit
   */
  public int[] waitsSeconds() {
    return IntStream.rangeClosed(1, limit)
        .map(failures -> lockAfter(failures).map(ThrottlingPolicy::seconds).orElse(0))
        .toArray();
  }

  private static int seconds(Lock lock) {
    return lock.remaining()
        .map(length -> Math.toIntExact(length.plusSeconds(1).minusNanos(1).toSeconds()))
        .orElse(SPENT);
  }
}
