package io.qrpin.architecture.offenders.credential;

/** Offends: asks the system for the time in numbers. */
public class OwnMillis {
  long now() {
    return System.currentTimeMillis();
  }
}
