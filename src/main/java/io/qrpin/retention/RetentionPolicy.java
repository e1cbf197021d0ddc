package io.qrpin.retention;

import java.time.Duration;

/**
 * How long data is kept. Zero stands for ever.
 *
 * @param people how long the PIN history and the attempt ledger of a person are kept who has no
 *     method, or whom the directory does not know, since the person was last seen
 * @param audit how long audit rows are kept
 */
public record RetentionPolicy(Duration people, Duration audit) {

  /** The schema has the same bound for audit rows. */
  public static final Duration MIN = Duration.ofDays(30);

  public static final Duration MAX = Duration.ofDays(3_653);

  public static final RetentionPolicy STANDARD =
      new RetentionPolicy(Duration.ofDays(395), Duration.ZERO);

  /**
   * @throws IllegalArgumentException when a duration is out of its bounds
   */
  public RetentionPolicy {
    requireInBounds(people);
    requireInBounds(audit);
  }

  private static void requireInBounds(Duration kept) {
    if (!kept.isZero() && (kept.compareTo(MIN) < 0 || kept.compareTo(MAX) > 0)) {
      throw new IllegalArgumentException("data is kept from %s to %s".formatted(MIN, MAX));
    }
  }
}
