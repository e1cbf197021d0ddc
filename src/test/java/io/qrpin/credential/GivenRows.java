package io.qrpin.credential;

import io.qrpin.attempts.Charge;
import io.qrpin.audit.Actor;
import io.qrpin.badge.BadgeText;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinGenerator;
import io.qrpin.subscriber.SubscriberId;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of one worker, for tests of other packages. */
public interface GivenRows {

  Optional<ShownBadge> shownBy(BadgeText badge);

  Optional<Credential> of(SubscriberId subscriber);

  /** The current PIN. */
  StoredPin current();

  /** The history. */
  List<StoredPin> remembered();

  void replaceHash(StoredPin stored, StoredPin replacement);

  Optional<PinDetails> changePin(Charge charge, Optional<UUID> code, Pin replacement);

  /** Real credentials over these rows; only the transactions are not real. */
  default Credentials credentials(
      MethodConfigurations configurations, PinHasher hasher, HashingPermits permits) {
    CredentialRows rows = new Rows(this);
    PinGenerator generator = new PinGenerator(new SecureRandom());
    PinPreparation preparation =
        new PinPreparation(
            configurations, rows, generator, hasher, permits, IssuancePolicy.STANDARD);
    return new Credentials(rows, new Transactions(this), preparation, hasher, permits);
  }

  /** The reads. */
  final class Rows extends CredentialRows {

    private final GivenRows given;

    private Rows(GivenRows given) {
      this.given = given;
    }

    @Override
    Optional<ShownBadge> shownBy(BadgeText badge) {
      return given.shownBy(badge);
    }

    @Override
    Optional<Credential> of(SubscriberId subscriber) {
      return given.of(subscriber);
    }

    @Override
    Optional<PinHash> latestHash(SubscriberId subscriber) {
      return given.current().readableHash();
    }

    @Override
    List<StoredPin> remembered(SubscriberId subscriber, int most) {
      return given.remembered();
    }

    @Override
    boolean replaceHash(
        SubscriberId subscriber, StoredPin stored, PinHash replacement, PinHash remembered) {
      String hash = replacement.encoded();
      given.replaceHash(stored, new StoredPin(stored.binding(), hash, stored.terms()));
      return true;
    }
  }

  /** The writes. */
  final class Transactions extends CredentialTransactions {

    private final GivenRows given;

    private Transactions(GivenRows given) {
      this.given = given;
    }

    @Override
    Optional<PinDetails> changePin(
        Charge charge, Optional<UUID> code, PreparedPin prepared, Actor by) {
      return given.changePin(charge, code, prepared.pin());
    }
  }
}
