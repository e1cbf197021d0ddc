package io.qrpin.architecture.offenders.firstrun;

import java.time.Instant;

/** Harmless: nobody injects a clock there. */
public class OwnTime {
  Instant started() {
    return Instant.now();
  }
}
