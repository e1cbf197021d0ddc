package io.qrpin.architecture.offenders.attempts;

import io.qrpin.architecture.offenders.firstrun.Sample;

/** Offends: a room that knows the first-run server. */
public class ImportsFirstRun {
  private Sample sample;
}
