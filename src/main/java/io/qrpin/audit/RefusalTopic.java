package io.qrpin.audit;

import io.qrpin.subscriber.SubscriberId;
import java.util.Optional;
import java.util.UUID;

/**
 * The subject of a refusal, without the caller.
 *
 * @param subject the subscriber, if a genuine badge was shown or the caller vouches for them
 * @param code the code of the badge
 * @param operation what the caller may not do
 */
record RefusalTopic(
    RefusalKind kind,
    Optional<SubscriberId> subject,
    Optional<UUID> code,
    Optional<String> operation) {

  static RefusalTopic of(RefusalKind kind) {
    return new RefusalTopic(kind, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
