package io.qrpin.credential;

import io.qrpin.badge.BadgeText;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinHasher;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Credentials as an attempt needs them: found by the badge that was shown, or by an owner who is
 * known otherwise.
 *
 * <p>What is read is what is committed, whatever transaction the caller is in. Thread safety: safe.
 * All methods throw {@link io.qrpin.database.DatabaseUnavailable} when the database does not
 * answer.
 */
@ApplicationScoped
public class Credentials {

  private CredentialStore store;
  private PinHasher hasher;

  protected Credentials() {}

  @Inject
  Credentials(CredentialStore store, PinHasher hasher) {
    this.store = store;
    this.hasher = hasher;
  }

  /** The credential that a badge belongs to; empty unless the badge is genuine, and valid now. */
  public Optional<Credential> shownBy(BadgeText badge) {
    return store.shownBy(badge);
  }

  /** The credential of an owner who is known; empty where there is no method. */
  public Optional<Credential> of(SubscriberId subscriber) {
    return store.of(subscriber);
  }

  /** Whether a PIN is hashed as new ones are. */
  public boolean isUpToDate(StoredPin stored) {
    return stored.isCurrent(hasher);
  }

  /**
   * Hashes a PIN that was just proven as new ones are hashed, with the salt it has. Of many at once
   * one takes effect.
   *
   * @return whether this one did
   */
  public boolean bringUpToDate(SubscriberId subscriber, StoredPin stored, Pin proven) {
    HashedPin hashed =
        stored
            .readableHash()
            .map(hash -> hasher.hash(proven, hash))
            .orElseGet(() -> hasher.hash(proven));
    try {
      return store.replaceHash(subscriber, stored, hashed.sealFor(stored.binding()));
    } finally {
      hashed.erase();
    }
  }
}
