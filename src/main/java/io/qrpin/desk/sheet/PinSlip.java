package io.qrpin.desk.sheet;

import io.qrpin.pin.Pin;
import io.qrpin.subscriber.Subscriber;
import java.util.Objects;

/**
 * A temporary PIN to print, for the worker alone. It is silent. The caller erases the PIN after the
 * last use. Thread safe.
 */
public final class PinSlip {

  private final Subscriber owner;
  private final Pin pin;

  public PinSlip(Subscriber owner, Pin pin) {
    this.owner = Objects.requireNonNull(owner, "owner");
    this.pin = Objects.requireNonNull(pin, "pin");
  }

  Subscriber owner() {
    return owner;
  }

  Pin pin() {
    return pin;
  }

  @Override
  public String toString() {
    return "PinSlip[hidden]";
  }
}
