package io.qrpin.badge;

import io.qrpin.PublicApi;
import java.time.Duration;

/** The two codes a subscriber may have at once. */
@PublicApi
public enum QrCodeKind {
  /** The badge: 1 to 395 days (Graph: standardQRCode). */
  STANDARD(Duration.ofDays(1), Duration.ofDays(395)),

  /** For a badge that was left at home: 1 to 12 hours (Graph: temporaryQRCode). */
  TEMPORARY(Duration.ofHours(1), Duration.ofHours(12));

  private final Duration least;
  private final Duration most;

  QrCodeKind(Duration least, Duration most) {
    this.least = least;
    this.most = most;
  }

  /** The shortest time from start to expiry. */
  public Duration minLifetime() {
    return least;
  }

  /** The longest time from start to expiry. */
  public Duration maxLifetime() {
    return most;
  }
}
