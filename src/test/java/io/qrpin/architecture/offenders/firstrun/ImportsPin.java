package io.qrpin.architecture.offenders.firstrun;

import io.qrpin.architecture.offenders.pin.Pin;

/** Offends: the first-run server with something of the WAR. */
public class ImportsPin {
  private Pin pin;
}
