package io.qrpin.architecture.offenders;

import io.qrpin.architecture.offenders.pin.Pin;

/** Offends: what all rooms share, and one of them. */
public class SharedWithPin {
  private Pin pin;
}
