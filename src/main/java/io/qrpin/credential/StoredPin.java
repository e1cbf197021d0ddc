package io.qrpin.credential;

import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinHasher.PinComparison;
import io.qrpin.hashing.PinHasher.RememberedPin;
import io.qrpin.hashing.PinTerms;
import io.qrpin.hashing.UnreadablePinHash;
import io.qrpin.pin.Pin;
import java.time.Instant;
import java.util.Optional;

/**
 * A PIN as it is read for a comparison. The hash never leaves this object. Silent, immutable,
 * thread safe.
 */
public final class StoredPin {

  private final PinBinding binding;
  private final String hash;
  private final PinTerms terms;

  StoredPin(PinBinding binding, String hash, PinTerms terms) {
    this.binding = binding;
    this.hash = hash;
    this.terms = terms;
  }

  /** The number of this PIN among the subscriber's PINs; the ledger holds the current number. */
  public int generation() {
    return binding.generation();
  }

  /** Whether the PIN signs nobody in before its owner has changed it. */
  public boolean changeRequired() {
    return terms.changeRequired();
  }

  /** Whether the PIN is temporary and has expired. */
  public boolean isExpiredAt(Instant now) {
    return terms.isExpiredAt(now);
  }

  /**
   * Compares a PIN with this one. It costs one hash in every case.
   *
   * @param generation the current generation in the ledger; a hash of another generation is not
   *     readable
   * @throws UnreadablePinHash if the hash is malformed, or was not sealed for this place and for
   *     the terms in the row
   * @throws io.qrpin.hashing.HashingUnavailable if the PIN cannot be hashed
   */
  public PinComparison compare(Pin candidate, int generation, PinHasher hasher) {
    PinBinding current = new PinBinding(binding.subscriberId(), binding.pinId(), generation);
    return hasher.compare(candidate, parsed(candidate, hasher), current, terms);
  }

  /** A malformed hash costs a hash too, or the duration would differ. */
  private PinHash parsed(Pin candidate, PinHasher hasher) {
    try {
      return PinHash.parse(hash);
    } catch (UnreadablePinHash e) {
      hasher.pretendToCompare(candidate);
      throw e;
    }
  }

  /** The hash; empty if it is malformed. */
  Optional<PinHash> readableHash() {
    try {
      return Optional.of(PinHash.parse(hash));
    } catch (UnreadablePinHash e) {
      return Optional.empty();
    }
  }

  /** This PIN as an entry of the history; empty if the hash is malformed. */
  Optional<RememberedPin> remembered() {
    return readableHash().map(readable -> new RememberedPin(readable, binding));
  }

  PinBinding binding() {
    return binding;
  }

  PinTerms terms() {
    return terms;
  }

  String hash() {
    return hash;
  }

  @Override
  public String toString() {
    return "StoredPin[hidden]";
  }
}
