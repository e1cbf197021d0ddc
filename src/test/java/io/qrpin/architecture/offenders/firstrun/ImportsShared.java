package io.qrpin.architecture.offenders.firstrun;

import io.qrpin.architecture.offenders.Shared;

/** Offends: the first-run server with something of the WAR. */
public class ImportsShared {
  private Shared shared;
}
