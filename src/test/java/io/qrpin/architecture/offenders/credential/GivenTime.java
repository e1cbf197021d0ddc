package io.qrpin.architecture.offenders.credential;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Harmless: time and chance are given to it. */
public class GivenTime {
  Instant now(Clock clock) {
    return Instant.now(clock);
  }

  Instant other(Clock clock) {
    return Clock.tick(clock, Duration.ofSeconds(1)).instant();
  }

  LocalDate today(Clock clock) {
    return LocalDate.now(clock);
  }

  int chance(SecureRandom random) {
    return random.nextInt();
  }
}
