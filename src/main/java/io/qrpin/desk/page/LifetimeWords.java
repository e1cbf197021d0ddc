package io.qrpin.desk.page;

import io.qrpin.badge.QrCodeKind;
import java.time.Duration;

/** Says to people how long a badge may be valid. */
public final class LifetimeWords {

  private LifetimeWords() {}

  /** The sentence about a kind of badge. */
  public static String of(QrCodeKind kind) {
    Duration least = kind.minLifetime();
    Duration most = kind.maxLifetime();
    return kind == QrCodeKind.STANDARD
        ? "A badge is valid for %d to %d days.".formatted(least.toDays(), most.toDays())
        : "A lent badge is valid for %d to %d hours.".formatted(least.toHours(), most.toHours());
  }
}
