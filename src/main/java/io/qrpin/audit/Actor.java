package io.qrpin.audit;

import io.qrpin.PublicApi;
import io.qrpin.subscriber.SubscriberId;
import java.util.Objects;
import java.util.Optional;

/**
 * The person or application that asks for a change. The audit row shows it.
 *
 * <p>Thread safety: immutable.
 *
 * @param kind whether a person, an application or qrpin itself acts
 * @param id the person's directory id, or the application's own id
 * @param clientId the application through which a person acts, where it is known
 * @param requestId the request, as answers, logs and audit rows name it; 1 to 64 characters
 * @param reason free text, see {@link #isReason}; never a PIN
 * @param address from where the request came, where it is known
 */
@PublicApi
public record Actor(
    Kind kind,
    String id,
    Optional<String> clientId,
    String requestId,
    Optional<String> reason,
    Optional<SourceAddress> address) {

  public enum Kind {
    USER,
    APPLICATION,
    /** qrpin itself, for example when a lock ends with time. */
    SYSTEM
  }

  /** The longest reason, in characters. */
  public static final int MAX_REASON_LENGTH = 256;

  private static final int MAX_REQUEST_ID_LENGTH = 64;

  /**
   * @throws IllegalArgumentException when the request id is empty or too long, or the reason is
   *     none
   */
  public Actor {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(clientId, "clientId");
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(address, "address");
    if (requestId.isEmpty() || requestId.length() > MAX_REQUEST_ID_LENGTH) {
      throw new IllegalArgumentException("a request id has 1 to 64 characters");
    }
    if (reason.isPresent() && !isReason(reason.get())) {
      throw new IllegalArgumentException(
          "a reason has 1 to 256 characters, and no control characters");
    }
  }

  public static Actor user(SubscriberId id, Optional<String> clientId, String requestId) {
    return new Actor(
        Kind.USER, id.value(), clientId, requestId, Optional.empty(), Optional.empty());
  }

  public static Actor application(String id, String requestId) {
    return new Actor(
        Kind.APPLICATION, id, Optional.of(id), requestId, Optional.empty(), Optional.empty());
  }

  public static Actor system() {
    return new Actor(
        Kind.SYSTEM, "qrpin", Optional.empty(), "none", Optional.empty(), Optional.empty());
  }

  /**
   * Whether a text can be a reason: 1 to {@value #MAX_REASON_LENGTH} characters, not only blanks,
   * and no control characters.
   */
  public static boolean isReason(String text) {
    return !text.isBlank()
        && text.length() <= MAX_REASON_LENGTH
        && text.chars().noneMatch(Character::isISOControl);
  }

  /**
   * The same actor, with a reason.
   *
   * @throws IllegalArgumentException when the text cannot be a reason ({@link #isReason})
   */
  public Actor because(String why) {
    return new Actor(kind, id, clientId, requestId, Optional.of(why), address);
  }

  /**
   * The same actor, with the address from which the request came, for example {@code
   * SourceAddress.parse(request.getRemoteAddr())}.
   */
  public Actor from(Optional<SourceAddress> source) {
    return new Actor(kind, id, clientId, requestId, reason, source);
  }
}
