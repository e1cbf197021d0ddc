package io.qrpin.credential;

import io.qrpin.hashing.PinHash;
import java.util.Optional;

/**
 * A stored PIN, and the same hash sealed anew for the same place. It has a second seal for the
 * history if it is a current PIN. Silent, immutable.
 */
final class Resealed {

  private final StoredPin former;
  private final PinHash hash;
  private final Optional<PinHash> rememberedHash;

  Resealed(StoredPin former, PinHash hash, Optional<PinHash> rememberedHash) {
    this.former = former;
    this.hash = hash;
    this.rememberedHash = rememberedHash;
  }

  StoredPin former() {
    return former;
  }

  String hash() {
    return hash.encoded();
  }

  /** Null for an entry of the history, as the array of a statement has it. */
  String rememberedHash() {
    return rememberedHash.map(PinHash::encoded).orElse(null);
  }

  @Override
  public String toString() {
    return "Resealed[hidden]";
  }
}
