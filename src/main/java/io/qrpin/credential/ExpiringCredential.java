package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that will stop working soon.
 *
 * @param kind what it is
 * @param id its id
 * @param subscriber whose it is
 * @param expiresAt when it stops
 */
@PublicApi
public record ExpiringCredential(Kind kind, UUID id, SubscriberId subscriber, Instant expiresAt) {

  /** What expires. */
  public enum Kind {
    STANDARD_CODE,
    TEMPORARY_CODE,
    TEMPORARY_PIN
  }
}
