package io.qrpin.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IssuancePolicyTest {

  private static final Instant START = Instant.parse("2025-10-01T12:00:00.123456Z");

  @Test
  void aTemporaryPinExpiresItsLifetimeAfterTheStart() {
    assertThat(new IssuancePolicy(Duration.ofMinutes(1), true, 3).expiry(START))
        .contains(Instant.parse("2025-10-01T12:01:00.123456Z"));
    assertThat(new IssuancePolicy(Duration.ofDays(395), true, 3).expiry(START))
        .contains(Instant.parse("2026-10-31T12:00:00.123456Z"));
  }

  @Test
  void aLifetimeOfZeroIsForEver() {
    assertThat(new IssuancePolicy(Duration.ZERO, true, 3).expiry(START)).isEmpty();
    assertThat(new IssuancePolicy(Duration.parse("PT0S"), false, 3).expiry(START)).isEmpty();
  }
}
