package io.qrpin.architecture.offenders.throttling;

import io.qrpin.architecture.offenders.firstrun.Sample;

/** Offends: a room that knows the first-run server. */
public class ImportsFirstRun {
  private Sample sample;
}
