package io.qrpin.credential;

import io.qrpin.attempts.Charge;
import io.qrpin.audit.Actor;
import io.qrpin.badge.BadgeText;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.HashingPermits.Permit;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.log.Log;
import io.qrpin.log.Message;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinRefusal;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * The part of a credential's life that belongs to {@code signin}: an attempt reads it, the owner
 * changes the PIN, and a right PIN is hashed again when the settings have changed.
 *
 * <p>Reads see what is committed, whatever transaction the caller is in. Thread safety: safe. All
 * methods throw {@link io.qrpin.database.DatabaseUnavailable} if the database does not answer.
 */
@ApplicationScoped
public class Credentials {

  private static final Log LOG = Log.of(Credentials.class);

  private CredentialRows rows;
  private CredentialTransactions transactions;
  private PinPreparation preparation;
  private PinHasher hasher;
  private HashingPermits permits;

  protected Credentials() {}

  @Inject
  Credentials(
      CredentialRows rows,
      CredentialTransactions transactions,
      PinPreparation preparation,
      PinHasher hasher,
      HashingPermits permits) {
    this.rows = rows;
    this.transactions = transactions;
    this.preparation = preparation;
    this.hasher = hasher;
    this.permits = permits;
  }

  /** Finds the credential of a badge; empty if the badge is not genuine. */
  public Optional<ShownBadge> shownBy(BadgeText badge) {
    return rows.shownBy(badge);
  }

  /** The credential of an owner who shows no badge; empty if there is no method. */
  public Optional<Credential> of(SubscriberId subscriber) {
    return rows.of(subscriber);
  }

  /** How an owner's change of PIN ended. Only {@link Changed} changed anything. */
  public sealed interface Change {

    /** The new PIN is stored. */
    record Changed(PinDetails details) implements Change {}

    /** The policy refuses the new PIN. */
    record NewPinRefused(PinRefusal refusal) implements Change {}

    /** The new PIN is the current one, or is in the history. */
    record RecentlyUsed() implements Change {}

    /** The proof no longer holds: the PIN was reset, or the code ended. */
    record ProofVoid() implements Change {}
  }

  /**
   * Replaces the PIN with one that the owner chose, in the caller's transaction or in its own.
   *
   * @param proof the charge of the attempt that proved {@code current}; only {@link Change.Changed}
   *     settles it
   * @param code the code of the badge, which must still be valid; empty for an owner without one
   * @throws io.qrpin.hashing.Overloaded if there is no permit to hash; nothing has changed
   */
  public Change changePin(
      Subscriber owner, Charge proof, Optional<UUID> code, Pin current, Pin replacement, Actor by) {
    Preparation preparation = this.preparation.prepareReplacement(owner, current, replacement);
    if (preparation instanceof PinRefused refused) {
      return new Change.NewPinRefused(refused.refusal());
    }
    if (!(preparation instanceof PreparedPin prepared)) {
      return new Change.RecentlyUsed();
    }
    try (prepared) {
      return transactions
          .changePin(proof, code, prepared, by)
          .<Change>map(Change.Changed::new)
          .orElseGet(Change.ProofVoid::new);
    }
  }

  /**
   * Seals a PIN again if format or wrap key have changed since, and hashes it again, with its own
   * salt, if the cost has. A failure is logged and not thrown, because the sign-in has already
   * succeeded.
   *
   * @param proven the PIN that was just proven to be {@code stored}
   */
  public void rehashIfOutdated(SubscriberId subscriber, StoredPin stored, Pin proven) {
    try {
      if (stored.readableHash().filter(hasher::isCurrent).isEmpty()) {
        rehash(subscriber, stored, proven);
      }
    } catch (RuntimeException e) {
      LOG.add(Message.REHASHING_POSTPONED.because(e));
    }
  }

  private void rehash(SubscriberId subscriber, StoredPin stored, Pin proven) {
    PinHash former = stored.readableHash().orElseThrow();
    HashedPin hashed =
        hasher.hasCurrentCost(former)
            ? hasher.unsealed(former, stored.binding(), stored.terms())
            : hashAgain(proven, former);
    try {
      rows.replaceHash(
          subscriber,
          stored,
          hashed.sealFor(stored.binding(), stored.terms()),
          hashed.sealForHistory(stored.binding()));
    } finally {
      hashed.erase();
    }
  }

  private HashedPin hashAgain(Pin proven, PinHash former) {
    Permit permit = permits.takePermit();
    try (permit) {
      return hasher.hash(proven, former);
    }
  }
}
