package io.qrpin.credential;

import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinComparison;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.RememberedPin;
import io.qrpin.hashing.UnreadablePinHash;
import io.qrpin.pin.Pin;
import java.time.Instant;
import java.util.Optional;

/**
 * A PIN as it was read to be compared: its hash stays inside. Silent, immutable and thread safe.
 */
public final class StoredPin {

  private final PinBinding binding;
  private final String hash;
  private final boolean changeRequired;
  private final Optional<Instant> expiresAt;

  StoredPin(PinBinding binding, String hash, boolean changeRequired, Optional<Instant> expiresAt) {
    this.binding = binding;
    this.hash = hash;
    this.changeRequired = changeRequired;
    this.expiresAt = expiresAt;
  }

  /** Which PIN of its subscriber it is; the ledger knows which one holds. */
  public int generation() {
    return binding.generation();
  }

  /** Whether it signs nobody in until it is changed. */
  public boolean changeRequired() {
    return changeRequired;
  }

  /** Whether it was temporary, and its time is over. */
  public boolean isExpiredAt(Instant now) {
    return expiresAt.filter(expiry -> !expiry.isAfter(now)).isPresent();
  }

  /**
   * Compares, at the cost of one hash in every case.
   *
   * @param generation of the PIN that holds, as the ledger says; a row of another one does not open
   * @throws UnreadablePinHash when what is stored cannot be read, or was not written for this place
   */
  public PinComparison compare(Pin candidate, int generation, PinHasher hasher) {
    PinBinding held = new PinBinding(binding.subscriberId(), binding.pinId(), generation);
    return hasher.compare(candidate, parsed(candidate, hasher), held);
  }

  /** Whether it was hashed as new PINs are; otherwise it is hashed again when it was right. */
  public boolean isCurrent(PinHasher hasher) {
    return hasher.isCurrent(PinHash.parse(hash));
  }

  private PinHash parsed(Pin candidate, PinHasher hasher) {
    try {
      return PinHash.parse(hash);
    } catch (UnreadablePinHash e) {
      hasher.pretendToCompare(candidate);
      throw e;
    }
  }

  /** The hash; empty where it is malformed. */
  Optional<PinHash> readableHash() {
    try {
      return Optional.of(PinHash.parse(hash));
    } catch (UnreadablePinHash e) {
      return Optional.empty();
    }
  }

  /** For a comparison with another PIN than the one that holds; empty where it is malformed. */
  Optional<RememberedPin> remembered() {
    return readableHash().map(readable -> new RememberedPin(readable, binding));
  }

  PinBinding binding() {
    return binding;
  }

  String hash() {
    return hash;
  }

  @Override
  public String toString() {
    return "StoredPin[hidden]";
  }
}
