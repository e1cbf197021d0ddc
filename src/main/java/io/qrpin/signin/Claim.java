package io.qrpin.signin;

import io.qrpin.badge.BadgeText;
import io.qrpin.subscriber.Subscriber;
import java.util.Optional;

/** The claim that an attempt must prove with a PIN. */
sealed interface Claim {

  /** The claimant shows this badge; empty if the scanned text is no badge. */
  record ByBadge(Optional<BadgeText> badge) implements Claim {}

  /** The caller vouches that this subscriber is the claimant. */
  record ByOwner(Subscriber owner) implements Claim {}
}
