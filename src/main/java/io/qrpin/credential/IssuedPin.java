package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.pin.Pin;

/**
 * A PIN that was just created or reset: the only object that holds both the details and the PIN in
 * clear text. Silent.
 *
 * <p>It exists only after the commit or, in a caller's transaction, after the write. Show it once
 * and close it, which erases the PIN. Thread safety: for one thread.
 */
@PublicApi
public final class IssuedPin implements PinIssuance, AutoCloseable {

  private final PinDetails details;
  private final Pin pin;

  IssuedPin(PinDetails details, Pin pin) {
    this.details = details;
    this.pin = pin;
  }

  /** The details without the digits; show them at any time. */
  public PinDetails details() {
    return details;
  }

  /** The PIN, to be shown once. */
  public Pin pin() {
    return pin;
  }

  /** Erases the PIN. */
  @Override
  public void close() {
    pin.erase();
  }

  @Override
  public String toString() {
    return "IssuedPin[hidden]";
  }
}
