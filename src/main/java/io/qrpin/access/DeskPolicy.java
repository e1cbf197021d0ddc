package io.qrpin.access;

import java.time.Duration;
import java.time.ZoneId;

/**
 * The rules for people who sign in at the desk. Immutable.
 *
 * @param reasonRequired whether each change needs a reason, which the audit trail keeps
 * @param idle how long a session lasts without a request, {@link #MIN_IDLE} to {@link #MAX_IDLE}
 * @param longest how long a session lasts at most, {@link #MIN_LONGEST} to {@link #MAX_LONGEST}
 * @param zone the time zone of the times on pages
 */
public record DeskPolicy(boolean reasonRequired, Duration idle, Duration longest, ZoneId zone) {

  public static final Duration MIN_IDLE = Duration.ofMinutes(1);
  public static final Duration MAX_IDLE = Duration.ofHours(1);
  public static final Duration MIN_LONGEST = Duration.ofMinutes(5);
  public static final Duration MAX_LONGEST = Duration.ofHours(24);

  /** How old a sign-in may be for what needs a fresh one. */
  public static final Duration FRESH = Duration.ofMinutes(5);

  /** The rules that hold if nothing is set. */
  public static final DeskPolicy STANDARD =
      new DeskPolicy(false, Duration.ofMinutes(15), Duration.ofHours(8), ZoneId.of("UTC"));

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public DeskPolicy {
    if (idle.compareTo(MIN_IDLE) < 0 || idle.compareTo(MAX_IDLE) > 0) {
      throw new IllegalArgumentException(
          "a session may be idle for %s to %s".formatted(MIN_IDLE, MAX_IDLE));
    }
    if (longest.compareTo(MIN_LONGEST) < 0 || longest.compareTo(MAX_LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a session lasts %s to %s at most".formatted(MIN_LONGEST, MAX_LONGEST));
    }
  }
}
