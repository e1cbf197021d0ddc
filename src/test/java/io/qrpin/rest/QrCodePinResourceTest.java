package io.qrpin.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qrpin.attempts.Lock;
import io.qrpin.credential.ExpiringCredentials;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final String ID = "0199a000-0000-7000-8000-000000000001";

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "2026-11-27T22:00:00Z",
        "2026-11-27T22:00:00.500Z",
        "2026-11-27T22:00:00.123456Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void aPageBeginsWhereANextLinkSays(String expiry) {
    assertThat(QrCodePinResource.position(expiry + "_" + ID))
        .isEqualTo(new ExpiringCredentials.Position(Instant.parse(expiry), UUID.fromString(ID)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "",
        "_",
        "x",
        "2026-11-27T22:00:00Z",
        "2026-11-27T22:00:00Z_",
        "2026-11-27T22:00:00Z_x",
        "_" + ID,
        "2026-11-27T22:00:00Z-" + ID,
        "2026-11-27T22:00:00Z_" + ID + "_",
        "2026-11-27T22:00:00Z_" + ID + " ",
        " 2026-11-27T22:00:00Z_" + ID,
        "2026-11-27T22:00:00Z_1-1-1-1-1",
        "2026-11-27T22:00:00Z_0199A000-0000-7000-8000-000000000001",
        "2026-11-27t22:00:00z_" + ID,
        "2026-11-27T22:00:00+00:00_" + ID,
        "2026-11-27T24:00:00Z_" + ID,
        "2026-02-30T00:00:00Z_" + ID,
        "2026-11-27_" + ID,
        "+123456789-01-01T00:00:00Z_" + ID,
        "-123456789-01-01T00:00:00Z_" + ID,
        "+10000-01-01T00:00:00Z_" + ID,
        "0000-12-31T23:59:59Z_" + ID,
        "-0001-01-01T00:00:00Z_" + ID,
        "+1000000001-01-01T00:00:00Z_" + ID
      })
  void aTokenThatNoNextLinkHasIsABadRequestThatNamesIt(String token) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> QrCodePinResource.position(token));
    assertThat(refusal).as("is refused").isNotNull();
    assertThat(refusal.error().status()).isEqualTo(400);
    assertThat(refusal.error().code()).isEqualTo("badRequest");
    assertThat(refusal.error().target()).contains("$skiptoken");
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
