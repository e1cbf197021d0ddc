package io.qrpin.badge;

import io.qrpin.PublicApi;
import java.time.Duration;

/** The two codes that a subscriber may have at the same time. */
@PublicApi
public enum QrCodeKind {
  /** The badge (Graph: standardQRCode). */
  STANDARD(Duration.ofDays(1), Duration.ofDays(395)),

  /** Replaces a badge that was left at home (Graph: temporaryQRCode). */
  TEMPORARY(Duration.ofHours(1), Duration.ofHours(12));

  private final Duration minLifetime;
  private final Duration maxLifetime;

  QrCodeKind(Duration minLifetime, Duration maxLifetime) {
    this.minLifetime = minLifetime;
    this.maxLifetime = maxLifetime;
  }

  /** The shortest time from start to expiry. */
  public Duration minLifetime() {
    return minLifetime;
  }

  /** The longest time from start to expiry. */
  public Duration maxLifetime() {
    return maxLifetime;
  }
}
