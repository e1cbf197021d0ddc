package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.pin.Pin;

/**
 * A PIN that was just created or reset: the only object that holds both details and the PIN in
 * clear.
 *
 * <p>It exists after the change was committed (or, inside a caller's transaction, once it was
 * written), is shown once and then closed, which erases the PIN. Thread safety: for one thread.
 */
@PublicApi
public final class IssuedPin implements AutoCloseable {

  private final PinDetails details;
  private final Pin pin;

  IssuedPin(PinDetails details, Pin pin) {
    this.details = details;
    this.pin = pin;
  }

  /** What may be shown at any time. */
  public PinDetails details() {
    return details;
  }

  /** The PIN, to be shown this once. */
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
