package io.qrpin.architecture.offenders.settings;

import jakarta.enterprise.inject.Produces;
import java.security.SecureRandom;
import java.time.Clock;

/** Offends: beans of common types, without our qualifier. */
public class UnqualifiedProducer {
  @Produces private SecureRandom random;

  @Produces
  Clock clock() {
    return null;
  }

  @Produces
  int limit() {
    return 5;
  }
}
