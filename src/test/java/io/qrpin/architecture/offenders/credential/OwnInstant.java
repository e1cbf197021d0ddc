package io.qrpin.architecture.offenders.credential;

import java.time.Instant;

/** Offends: asks the system for the time. */
public class OwnInstant {
  Instant now() {
    return Instant.now();
  }
}
