package io.qrpin.architecture.offenders.attempts;

import io.qrpin.architecture.offenders.rest.Door;

/** Offends: a room that knows who calls. */
public class ImportsRest {
  private Door door;
}
