package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lists the badges and temporary PINs that expire soon. Thread safety: safe. */
@PublicApi
@ApplicationScoped
public class ExpiringCredentials {

  /** The kind of a credential that expires. */
  public enum Kind {
    STANDARD_CODE,
    TEMPORARY_CODE,
    TEMPORARY_PIN
  }

  /**
   * A credential that expires soon.
   *
   * @param kind its kind
   * @param id its id
   * @param subscriber its owner
   * @param expiresAt its expiry
   */
  public record ExpiringCredential(
      Kind kind, UUID id, SubscriberId subscriber, Instant expiresAt) {}

  /**
   * The place in the list, in the order of expiry, after which a page begins.
   *
   * @param expiresAt the expiry of the last entry before it
   * @param id the id of the last entry before it
   */
  public record Position(Instant expiresAt, UUID id) {}

  private CredentialRows rows;

  protected ExpiringCredentials() {}

  @Inject
  ExpiringCredentials(CredentialRows rows) {
    this.rows = rows;
  }

  /** The place before the first entry that has not expired. */
  public Position beginning() {
    return new Position(rows.now(), new UUID(0, 0));
  }

  /**
   * Reads one page, in the order of expiry.
   *
   * @param within the time from now, zero or longer
   * @param after the place where the page begins
   * @param most the number of entries, 1 or more
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public List<ExpiringCredential> page(Duration within, Position after, int most) {
    return rows.expiring(rows.now().plus(within), after, most);
  }

  /**
   * Counts all that expire within a time, each kind that exists or not.
   *
   * @param within the time from now, zero or longer
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public Map<Kind, Long> count(Duration within) {
    Instant now = rows.now();
    return rows.countExpiring(now, now.plus(within));
  }
}
