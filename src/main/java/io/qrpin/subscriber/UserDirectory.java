package io.qrpin.subscriber;

import io.qrpin.PublicApi;
import java.util.Optional;

/**
 * The port to the directory that knows the workers. qrpin reads from it and never writes to it.
 *
 * <p>{@link SqlUserDirectory} is the default. An application replaces it with one bean:
 * {@code @Alternative @Priority(1) @ApplicationScoped class OurDirectory implements UserDirectory}.
 *
 * <p>An implementation that cannot answer throws {@link DirectoryUnavailable}, for which the HTTP
 * API answers 503 with {@code Retry-After}.
 *
 * <p>Thread safety: implementations must be safe. Many threads call them, inside and outside
 * transactions. qrpin caches no answer.
 */
@PublicApi
public interface UserDirectory {

  /**
   * Finds a worker by the permanent id. An id that looks like a GUID comes in any case, and {@link
   * SubscriberId#equals} ignores it; any other id is compared exactly.
   *
   * @param id as it came from outside, or as the directory once returned it
   * @return empty when the directory answers and knows no such worker
   * @throws DirectoryUnavailable when the directory cannot answer
   */
  Optional<Subscriber> findById(SubscriberId id);

  /**
   * Finds a worker by sign-in name, compared regardless of case.
   *
   * @param userPrincipalName any text; it comes from outside and is not checked
   * @return empty when the directory answers and knows no such worker
   * @throws DirectoryUnavailable when the directory cannot answer
   */
  Optional<Subscriber> findByUserPrincipalName(String userPrincipalName);

  /**
   * Whether the workers that it finds have their {@linkplain Subscriber#groups groups}. Without
   * them {@code qrpin.access.protected-groups} would protect nobody, so qrpin does not start with
   * both. It is asked once, at the start. A directory that knows groups says so here.
   *
   * @throws DirectoryUnavailable when the directory cannot answer
   */
  default boolean knowsGroups() {
    return false;
  }

  /**
   * Finds a worker by id, and if there is none, by sign-in name (Graph's order).
   *
   * @throws DirectoryUnavailable when the directory cannot answer
   */
  default Optional<Subscriber> find(String idOrName) {
    Optional<Subscriber> byId =
        SubscriberId.isValid(idOrName) ? findById(new SubscriberId(idOrName)) : Optional.empty();
    return byId.or(() -> findByUserPrincipalName(idOrName));
  }
}
