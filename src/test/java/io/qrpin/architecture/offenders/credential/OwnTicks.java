package io.qrpin.architecture.offenders.credential;

import java.time.Clock;
import java.time.ZoneOffset;

/** Offends: makes a clock that ticks. */
public class OwnTicks {
  Clock clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }
}
