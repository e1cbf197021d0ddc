package io.qrpin.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void aLifetimeOfZeroIsNoLimit() {
    assertThat(new IssuancePolicy(Duration.ZERO, true, 3).expiry(START)).isEmpty();
    assertThat(new IssuancePolicy(Duration.parse("PT0S"), false, 3).expiry(START)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT1M", "P7D", "P395D"})
  void aLifetimeIsZeroOrOneMinuteTo395Days(Duration lifetime) {
    assertThat(new IssuancePolicy(lifetime, true, 3).temporaryPinLifetime()).isEqualTo(lifetime);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT0.001S", "PT59.999S", "PT9480H0.001S", "P396D"})
  void anotherLifetimeIsRefused(Duration lifetime) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IssuancePolicy(lifetime, true, 3))
        .withMessage("the lifetime of a temporary PIN must be zero or PT1M to PT9480H");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 10})
  void upToTenPinsAreRemembered(int pins) {
    assertThat(new IssuancePolicy(Duration.ZERO, true, pins).rememberedPins()).isEqualTo(pins);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 11})
  void anotherNumberOfRememberedPinsIsRefused(int pins) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IssuancePolicy(Duration.ZERO, true, pins))
        .withMessage("the number of remembered PINs must be 0 to 10");
  }

  @Test
  void theStandardIsAWeekWithChoiceAndThreeRememberedPins() {
    assertThat(IssuancePolicy.STANDARD).isEqualTo(new IssuancePolicy(Duration.ofDays(7), true, 3));
  }
}
