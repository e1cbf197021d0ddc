package io.qrpin.credential;

import io.qrpin.subscriber.SubscriberId;
import java.util.UUID;

/** A genuine badge belongs to a credential, unless its code is not valid now. */
public sealed interface ShownBadge permits Credential, ShownBadge.NotValidNow {

  /** The owner of the badge. */
  SubscriberId subscriber();

  /**
   * The code is not valid now, by the database's clock.
   *
   * @param hasExpired false if its validity has not begun
   */
  record NotValidNow(SubscriberId subscriber, UUID code, boolean hasExpired)
      implements ShownBadge {}
}
