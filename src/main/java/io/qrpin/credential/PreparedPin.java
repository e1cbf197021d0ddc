package io.qrpin.credential;

import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinTerms;
import io.qrpin.pin.Pin;

/** An accepted PIN and its hash, ready to be sealed for its place in the database. Silent. */
public final class PreparedPin implements Preparation, AutoCloseable {

  private final Pin pin;
  private final HashedPin hashed;

  PreparedPin(Pin pin, HashedPin hashed) {
    this.pin = pin;
    this.hashed = hashed;
  }

  /** The PIN, to be shown once. */
  Pin pin() {
    return pin;
  }

  /** Encrypts the hash for one place and its terms. */
  PinHash sealFor(PinBinding binding, PinTerms terms) {
    return hashed.sealFor(binding, terms);
  }

  /** Encrypts the hash for the time when the PIN is no longer the current one. */
  PinHash sealForHistory(PinBinding binding) {
    return hashed.sealForHistory(binding);
  }

  /** Erases the hash, and the PIN too, because nobody gets it. */
  public void discard() {
    pin.erase();
    close();
  }

  /** Erases the hash; the PIN stays until it was shown. */
  @Override
  public void close() {
    hashed.erase();
  }

  @Override
  public String toString() {
    return "PreparedPin[hidden]";
  }
}
