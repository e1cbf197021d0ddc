package io.qrpin.hashing;

/**
 * A PIN that its subscriber had once: the stored hash and the place that it was bound to. Silent.
 *
 * <p>Thread safety: immutable.
 */
public final class RememberedPin {

  private final PinHash hash;
  private final PinBinding binding;

  /**
   * A remembered PIN.
   *
   * @param hash the row
   * @param binding where the row was when it was bound
   */
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
