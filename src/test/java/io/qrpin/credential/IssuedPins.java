package io.qrpin.credential;

import io.qrpin.pin.Pin;

/** Issued PINs for tests of other packages. */
public final class IssuedPins {

  private IssuedPins() {}

  /** An issued PIN, to be shown once. */
  public static IssuedPin issued(PinDetails details, Pin pin) {
    return new IssuedPin(details, pin);
  }
}
