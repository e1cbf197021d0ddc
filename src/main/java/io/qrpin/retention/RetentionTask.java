package io.qrpin.retention;

import java.time.Duration;
import java.util.Locale;

/**
 * Deletes one kind of rows when they are old enough. Each task has a row in {@code retention_run}.
 */
enum RetentionTask {
  PEOPLE,
  AUDIT;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How long the policy keeps it; zero stands for ever. */
  Duration keptBy(RetentionPolicy policy) {
    return this == PEOPLE ? policy.people() : policy.audit();
  }
}
