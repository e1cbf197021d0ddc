package io.qrpin.audit;

/**
 * A refusal that changes nothing, so that no change has a row of it. Each kind is an event of the
 * audit trail, and its name never changes.
 */
public enum RefusalKind {
  /** The scanned text is no badge. */
  UNREADABLE_BADGE("UnreadableBadgeRefused"),
  /** The badge is forged, revoked or of another installation: no stored code is its code. */
  UNKNOWN_BADGE("UnknownBadgeRefused"),
  /** The badge is genuine and has expired. */
  EXPIRED_BADGE("ExpiredBadgeRefused"),
  /** The badge is genuine, and its validity has not begun. */
  EARLY_BADGE("EarlyBadgeRefused"),
  /** With a genuine badge, or by the owner: the typed text is nobody's PIN. */
  IMPOSSIBLE_PIN("ImpossiblePinRefused"),
  /** By the owner, who has no PIN. */
  MISSING_PIN("MissingPinRefused"),
  /** With a genuine badge, or by the owner, while no PIN is compared. */
  LOCKED("LockedAttemptRefused"),
  /** The caller may not do it. */
  ACCESS("AccessDenied");

  private final String event;

  RefusalKind(String event) {
    this.event = event;
  }

  String event() {
    return event;
  }
}
