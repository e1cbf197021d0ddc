package io.qrpin.retention;

import io.qrpin.bulk.BulkRetention;
import java.time.Duration;
import java.util.Locale;

/**
 * Deletes one kind of rows when they are old enough. Each task has a row in {@code retention_run}.
 */
enum RetentionTask {
  PEOPLE,
  AUDIT,
  BULK;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How long the policy keeps it; zero stands for ever. */
  Duration keptBy(RetentionPolicy policy) {
    return switch (this) {
      case PEOPLE -> policy.people();
      case AUDIT -> policy.audit();
      case BULK -> BulkRetention.KEPT;
    };
  }
}
