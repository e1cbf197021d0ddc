package io.qrpin.hashing;

/**
 * An earlier PIN of a subscriber: its stored hash and the place that it was sealed for.
 *
 * <p>Thread safety: immutable.
 */
public final class RememberedPin {

  private final PinHash hash;
  private final PinBinding binding;

  /** A remembered PIN; {@code binding} is the place of the row when the hash was sealed. */
  public RememberedPin(PinHash hash, PinBinding binding) {
    this.hash = hash;
    this.binding = binding;
  }

  PinHash hash() {
    return hash;
  }

  PinBinding binding() {
    return binding;
  }

  @Override
  public String toString() {
    return "RememberedPin[hidden]";
  }
}
