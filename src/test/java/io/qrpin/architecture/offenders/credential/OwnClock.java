package io.qrpin.architecture.offenders.credential;

import java.time.Clock;

/** Offends: makes a clock. */
public class OwnClock {
  Clock clock() {
    return Clock.systemUTC();
  }
}
