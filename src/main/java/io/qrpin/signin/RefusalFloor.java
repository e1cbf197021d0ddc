package io.qrpin.signin;

import java.time.Duration;
import java.util.Arrays;

/**
 * The shortest time that a refusal takes. Without it an attacker recognises a live badge, because
 * only a wrong PIN at a live badge is charged and settled.
 *
 * <p>It is twice as long as nine of ten of the last {@value #REMEMBERED} wrong PINs at live badges
 * took. So it follows the cost of a hash, the database and the load, and hardly any attempt takes
 * longer. It has an upper bound, because a refusal that waits occupies a thread; nobody can make
 * refusals slower than that. Until enough wrong PINs were seen, the bound itself applies. Only
 * durations are kept. Thread safe.
 */
public final class RefusalFloor {

  public static final Duration MAX_BOUND = Duration.ofSeconds(5);

  static final int REMEMBERED = 64;

  private static final int NINE_OF_TEN = REMEMBERED * 9 / 10;
  private static final int FACTOR = 2;

  private final Duration bound;
  private final Duration[] recent = new Duration[REMEMBERED];
  private int next;

  /**
   * @param bound the longest floor, zero to {@link #MAX_BOUND}; zero: refusals do not wait
   * @throws IllegalArgumentException when it is out of its range
   */
  public RefusalFloor(Duration bound) {
    if (bound.isNegative() || bound.compareTo(MAX_BOUND) > 0) {
      throw new IllegalArgumentException("bound must be PT0S to " + MAX_BOUND);
    }
    this.bound = bound;
    Arrays.fill(recent, bound);
  }

  /** Remembers how long a wrong PIN at a live badge took, from its turn until it was settled. */
  synchronized void took(Duration duration) {
    if (duration.isNegative()) {
      return; // The clock was set back.
    }
    recent[next] = duration;
    next = (next + 1) % REMEMBERED;
  }

  /** How long a refusal takes at least, from the turn until the answer. */
  public synchronized Duration length() {
    Duration[] sorted = recent.clone();
    Arrays.sort(sorted);
    Duration length = sorted[NINE_OF_TEN].multipliedBy(FACTOR);
    return length.compareTo(bound) < 0 ? length : bound;
  }
}
