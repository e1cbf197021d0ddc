package io.qrpin.audit;

import io.qrpin.PublicApi;
import io.qrpin.subscriber.SubscriberId;
import java.util.Objects;
import java.util.Optional;

/**
 * Who asked for a change, through which client, in which request, and why if they said so.
 *
 * @param kind whether a person, an application or nobody acted
 * @param id the person's directory id, or the application's own
 * @param clientId the application through which a person acted, where it is known
 * @param requestId names the request in answers, logs and audit rows; 1 to 64 characters
 * @param reason free text for the audit row; never a PIN
 */
@PublicApi
public record Actor(
    Kind kind, String id, Optional<String> clientId, String requestId, Optional<String> reason) {

  /** What acted. */
  public enum Kind {
    USER,
    APPLICATION,
    /** qrpin itself, as when a lock ends with time. */
    SYSTEM
  }

  public Actor {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(clientId, "clientId");
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(reason, "reason");
  }

  /** A person, acting through a client. */
  public static Actor user(SubscriberId id, Optional<String> clientId, String requestId) {
    return new Actor(Kind.USER, id.value(), clientId, requestId, Optional.empty());
  }

  /** An application, acting for itself. */
  public static Actor application(String id, String requestId) {
    return new Actor(Kind.APPLICATION, id, Optional.of(id), requestId, Optional.empty());
  }

  /** qrpin itself, where nobody asked. */
  public static Actor system() {
    return new Actor(Kind.SYSTEM, "qrpin", Optional.empty(), "none", Optional.empty());
  }

  /** The same actor, with a reason for the audit row. */
  public Actor because(String why) {
    return new Actor(kind, id, clientId, requestId, Optional.of(why));
  }
}
