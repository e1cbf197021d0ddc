package io.qrpin.architecture.offenders.credential;

import java.time.Instant;
import java.util.function.Supplier;

/** Offends: asks the system, by a reference. */
public class OwnTimeByReference {
  Supplier<Instant> now() {
    return Instant::now;
  }
}
