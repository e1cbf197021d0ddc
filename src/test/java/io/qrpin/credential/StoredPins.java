package io.qrpin.credential;

import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHasher;
import io.qrpin.pin.Pin;
import java.time.Instant;
import java.util.Optional;

/** Stored PINs for tests of other packages. */
public final class StoredPins {

  private StoredPins() {}

  /** As it was stored with a binding, and found there. */
  public static StoredPin stored(
      Pin pin,
      PinBinding binding,
      PinHasher hasher,
      boolean changeRequired,
      Optional<Instant> expiresAt) {
    HashedPin hashed = hasher.hash(pin);
    return new StoredPin(binding, hashed.sealFor(binding).encoded(), changeRequired, expiresAt);
  }

  /** The same row, found in another place. */
  public static StoredPin moved(StoredPin pin, PinBinding place) {
    return new StoredPin(place, pin.hash(), pin.changeRequired(), Optional.empty());
  }

  /** A row in which something else stands than a hash. */
  public static StoredPin malformed(PinBinding binding) {
    return new StoredPin(binding, "not a hash", false, Optional.empty());
  }

  /** What is stored. */
  public static String hashOf(StoredPin pin) {
    return pin.hash();
  }
}
