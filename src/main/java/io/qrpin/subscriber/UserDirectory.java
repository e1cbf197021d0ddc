package io.qrpin.subscriber;

import io.qrpin.PublicApi;
import java.util.Optional;

/**
 * The port to whoever knows the workers. qrpin asks it and never writes to it.
 *
 * <p>{@link SqlUserDirectory} is the default. An application brings its own with one bean:
 * {@code @Alternative @Priority(1) @ApplicationScoped class OurDirectory implements UserDirectory}.
 *
 * <p>Implementations are called by many threads at once, outside and inside of transactions, and
 * answer with what is true now: qrpin caches nothing.
 */
@PublicApi
public interface UserDirectory {

  /**
   * Finds a worker by the lasting id, compared exactly.
   *
   * @throws RuntimeException when the directory cannot answer; never to say that nobody was found
   */
  Optional<Subscriber> findById(SubscriberId id);

  /**
   * Finds a worker by sign-in name, compared without regard to case.
   *
   * @param userPrincipalName any text, as it came from outside
   * @throws RuntimeException when the directory cannot answer; never to say that nobody was found
   */
  Optional<Subscriber> findByUserPrincipalName(String userPrincipalName);

  /** Finds a worker by what an address holds: an id is tried before a name (Graph's order). */
  default Optional<Subscriber> find(String idOrName) {
    Optional<Subscriber> byId =
        SubscriberId.isValid(idOrName) ? findById(new SubscriberId(idOrName)) : Optional.empty();
    return byId.or(() -> findByUserPrincipalName(idOrName));
  }
}
