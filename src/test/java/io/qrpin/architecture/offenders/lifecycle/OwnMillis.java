package io.qrpin.architecture.offenders.lifecycle;

/** Offends: asks the system for the time in numbers. */
public class OwnMillis {
  long now() {
    return System.currentTimeMillis();
  }
}
