package io.qrpin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.attempts.Lock;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QrCodePinResourceTest {

  @ParameterizedTest(name = "{index} {0} is {1} seconds")
  @CsvSource({
    "PT0.000000001S, 1",
    "PT0.5S, 1",
    "PT0.999999999S, 1",
    "PT1S, 1",
    "PT1.000000001S, 2",
    "PT1.999999S, 2",
    "PT2S, 2",
    "PT59.0001S, 60",
    "PT24H, 86400"
  })
  void retryAfterIsRoundedUpToWholeSeconds(Duration remaining, long seconds) {
    Refusal refusal = QrCodePinResource.tooManyAttempts(new Lock(Optional.of(remaining)));
    assertThat(refusal.headers()).isEqualTo(Map.of("Retry-After", seconds));
    assertThat(refusal.error()).isEqualTo(GraphError.tooManyAttempts(429, Optional.of(remaining)));
  }

  @Test
  void aLockUntilResetHasNoRetryAfter() {
    Refusal refusal = QrCodePinResource.tooManyAttempts(Lock.UNTIL_RESET);
    assertThat(refusal.headers()).isEmpty();
    assertThat(refusal.error()).isEqualTo(GraphError.tooManyAttempts(429, Optional.empty()));
  }

  @Test
  void everyRefusalIsTheSameAndNamesNothing() {
    Refusal refusal = QrCodePinResource.invalidCredentials();
    assertThat(refusal.headers()).isEqualTo(Map.of("WWW-Authenticate", "QrCodePin"));
    assertThat(refusal.error().status()).isEqualTo(401);
    assertThat(refusal.error().code()).isEqualTo("invalidCredentials");
    assertThat(refusal.error().target()).isEmpty();
    assertThat(refusal.error().details()).isEmpty();
    assertThat(QrCodePinResource.invalidCredentials().error()).isEqualTo(refusal.error());
  }
}
