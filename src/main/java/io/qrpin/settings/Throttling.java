package io.qrpin.settings;

import io.qrpin.attempts.ThrottlingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Reads how often a worker may be wrong. */
@ApplicationScoped
class Throttling {

  private static final ThrottlingPolicy STANDARD = ThrottlingPolicy.STANDARD;
  private static final String WAITS = "qrpin.throttling.waits";

  private Settings settings;

  protected Throttling() {}

  @Inject
  Throttling(Settings settings) {
    this.settings = settings;
  }

  @Produces
  @Singleton
  ThrottlingPolicy throttlingPolicy() {
    Duration longestWait =
        settings.duration(
            "qrpin.throttling.longest-wait",
            STANDARD.longestWait(),
            ThrottlingPolicy.MIN_WAIT,
            ThrottlingPolicy.MAX_LONGEST_WAIT);
    List<Duration> waits =
        settings.durations(
            WAITS, standardUpTo(longestWait), ThrottlingPolicy.MIN_WAIT, longestWait);
    int freeGuesses =
        settings.number(
            "qrpin.throttling.free-guesses",
            STANDARD.freeGuesses(),
            1,
            ThrottlingPolicy.MAX_FREE_GUESSES);
    int limit =
        settings.number("qrpin.throttling.limit", STANDARD.limit(), 1, ThrottlingPolicy.MAX_LIMIT);
    Duration repeatWindow =
        settings.duration(
            "qrpin.throttling.repeat-window",
            STANDARD.repeatWindow(),
            Duration.ZERO,
            ThrottlingPolicy.MAX_REPEAT_WINDOW);
    int maxRepeats =
        settings.number(
            "qrpin.throttling.most-repeats",
            STANDARD.maxRepeats(),
            0,
            ThrottlingPolicy.MAX_REPEATS);
    Duration lease =
        settings.duration(
            "qrpin.throttling.lease",
            STANDARD.lease(),
            ThrottlingPolicy.MIN_LEASE,
            ThrottlingPolicy.MAX_LEASE);
    Duration patience =
        settings.duration(
            "qrpin.throttling.patience",
            STANDARD.patience(),
            Duration.ZERO,
            ThrottlingPolicy.MAX_PATIENCE);
    try {
      return new ThrottlingPolicy(
          freeGuesses, waits, longestWait, limit, repeatWindow, maxRepeats, lease, patience);
    } catch (IllegalArgumentException e) {
      // Each value is within its bounds by now, and only the waits can contradict each other.
      throw new InvalidSetting(WAITS, "is not usable: " + e.getMessage(), e);
    }
  }

  /** Who only lowers the cap does not need to write a list. */
  private static List<Duration> standardUpTo(Duration longestWait) {
    return STANDARD.waits().stream()
        .map(wait -> wait.compareTo(longestWait) < 0 ? wait : longestWait)
        .toList();
  }
}
