package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.Qrpin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What an administrator asks for first: the badges and temporary PINs that stop working soon.
 * Thread safety: safe.
 */
@PublicApi
@ApplicationScoped
public class ExpiringCredentials {

  private ExpiringStore store;
  private Clock clock;

  protected ExpiringCredentials() {}

  @Inject
  ExpiringCredentials(ExpiringStore store, @Qrpin Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Where a page begins: after this one, in the order of expiry.
   *
   * @param expiresAt of the last one that was seen
   * @param id of the last one that was seen
   */
  public record Position(Instant expiresAt, UUID id) {}

  /** The position before the first one that has not expired. */
  public Position beginning() {
    return new Position(clock.instant(), new UUID(0, 0));
  }

  /**
   * One page, soonest first.
   *
   * @param within how long from now
   * @param after where to go on
   * @param most the most entries
   */
  @Transactional
  public List<ExpiringCredential> page(Duration within, Position after, int most) {
    return store.page(clock.instant().plus(within), after, most);
  }
}
