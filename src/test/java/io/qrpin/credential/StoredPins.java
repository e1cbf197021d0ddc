package io.qrpin.credential;

import io.qrpin.hashing.FormerSeal;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinFixtures;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinTerms;
import io.qrpin.pin.Pin;
import java.time.Instant;
import java.util.Optional;

/** Stored PINs for tests of other packages. */
public final class StoredPins {

  private StoredPins() {}

  /** A PIN that was sealed for the place where it is found. */
  public static StoredPin stored(
      Pin pin,
      PinBinding binding,
      PinHasher hasher,
      boolean changeRequired,
      Optional<Instant> expiresAt) {
    return stored(hasher.hash(pin), binding, changeRequired, expiresAt);
  }

  /** A PIN with the salt of another one of the same subscriber, as in a history. */
  public static StoredPin withTheSaltOf(
      StoredPin other, Pin pin, PinBinding binding, PinHasher hasher) {
    HashedPin hashed = hasher.hash(pin, PinHash.parse(other.hash()));
    return remembered(hashed, binding);
  }

  /** A PIN in the history. */
  static StoredPin remembered(HashedPin hashed, PinBinding binding) {
    return new StoredPin(binding, hashed.sealForHistory(binding).encoded(), PinTerms.OWN);
  }

  private static StoredPin stored(
      HashedPin hashed, PinBinding binding, boolean changeRequired, Optional<Instant> expiresAt) {
    PinTerms terms = new PinTerms(changeRequired, expiresAt);
    return new StoredPin(binding, hashed.sealFor(binding, terms).encoded(), terms);
  }

  /** A PIN that a former version sealed under the key of {@link PinFixtures#hasher}. */
  public static StoredPin formerlySealed(Pin pin, PinBinding binding, PinHasher hasher) {
    PinHash hash = FormerSeal.of(hasher.hash(pin), PinFixtures.keys(1), binding);
    return new StoredPin(binding, hash.encoded(), PinTerms.OWN);
  }

  /** The same row, found in another place. */
  public static StoredPin moved(StoredPin pin, PinBinding place) {
    return new StoredPin(place, pin.hash(), pin.terms());
  }

  /** A row whose hash is malformed. */
  public static StoredPin malformed(PinBinding binding) {
    return new StoredPin(binding, "not a hash", PinTerms.OWN);
  }

  /** The stored text. */
  public static String hashOf(StoredPin pin) {
    return pin.hash();
  }
}
