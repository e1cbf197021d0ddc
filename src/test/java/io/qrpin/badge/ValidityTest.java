package io.qrpin.badge;

import static io.qrpin.badge.QrCodeKind.STANDARD;
import static io.qrpin.badge.QrCodeKind.TEMPORARY;
import static io.qrpin.badge.Validity.Problem.INVALID_RANGE;
import static io.qrpin.badge.Validity.Problem.NONE;
import static io.qrpin.badge.Validity.Problem.TOO_LONG;
import static io.qrpin.badge.Validity.Problem.TOO_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.credential.QrCodeDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValidityTest {

  private static final Instant NOW = Instant.parse("2028-02-28T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void aBadgeIsValidForOneTo395DaysWithFiveMinutesMoreOrLessForTheClientsClock() {
    Duration least = Duration.ofDays(1).minus(FIVE_MINUTES);
    Duration most = Duration.ofDays(395).plus(FIVE_MINUTES);

    assertThat(of(NOW, least).problemFor(STANDARD, NOW)).isEqualTo(NONE);
    assertThat(of(NOW, least.minus(SECOND)).problemFor(STANDARD, NOW)).isEqualTo(TOO_SHORT);
    assertThat(of(NOW, most).problemFor(STANDARD, NOW)).isEqualTo(NONE);
    assertThat(of(NOW, most.plus(SECOND)).problemFor(STANDARD, NOW)).isEqualTo(TOO_LONG);
  }

  @Test
  void aTemporaryCodeIsValidForOneTo12HoursWithFiveMinutesMoreOrLessForTheClientsClock() {
    Duration least = Duration.ofHours(1).minus(FIVE_MINUTES);
    Duration most = Duration.ofHours(12).plus(FIVE_MINUTES);

    assertThat(of(NOW, least).problemFor(TEMPORARY, NOW)).isEqualTo(NONE);
    assertThat(of(NOW, least.minus(SECOND)).problemFor(TEMPORARY, NOW)).isEqualTo(TOO_SHORT);
    assertThat(of(NOW, most).problemFor(TEMPORARY, NOW)).isEqualTo(NONE);
    assertThat(of(NOW, most.plus(SECOND)).problemFor(TEMPORARY, NOW)).isEqualTo(TOO_LONG);
  }

  @Test
  void theRangeIsJudgedBeforeTheLifetime() {
    assertThat(of(NOW, Duration.ZERO).problemFor(STANDARD, NOW)).isEqualTo(INVALID_RANGE);
    assertThat(of(NOW, SECOND.negated()).problemFor(STANDARD, NOW)).isEqualTo(INVALID_RANGE);
    Instant longAgo = NOW.minus(Duration.ofDays(500));
    assertThat(of(longAgo, Duration.ofDays(500)).problemFor(STANDARD, NOW))
        .isEqualTo(INVALID_RANGE);
    assertThat(of(longAgo, Duration.ofDays(501)).problemFor(STANDARD, NOW)).isEqualTo(TOO_LONG);
  }

  @Test
  void anExpiryInThePastIsNeverToleratedHoweverShortlyPast() {
    Instant start = NOW.minus(Duration.ofDays(30));

    assertThat(new Validity(start, NOW).problemFor(STANDARD, NOW)).isEqualTo(INVALID_RANGE);
    assertThat(new Validity(start, NOW.plusNanos(1)).problemFor(STANDARD, NOW)).isEqualTo(NONE);
  }

  @Test
  void aStartMayBePastOrAtMost395DaysAndFiveMinutesAhead() {
    Duration ahead = Duration.ofDays(395).plus(FIVE_MINUTES);
    Duration month = Duration.ofDays(30);

    assertThat(of(NOW.minus(Duration.ofDays(29)), month).problemFor(STANDARD, NOW)).isEqualTo(NONE);
    assertThat(of(NOW.plus(ahead), month).problemFor(STANDARD, NOW)).isEqualTo(NONE);
    assertThat(of(NOW.plus(ahead).plus(SECOND), month).problemFor(STANDARD, NOW))
        .isEqualTo(INVALID_RANGE);
  }

  @Test
  void aCodeIsActiveUntilItExpiresStartedOrNot() {
    QrCodeDetails code =
        new QrCodeDetails(
            new UUID(1, 2),
            STANDARD,
            NOW,
            of(NOW.plus(SECOND), Duration.ofDays(1)),
            Optional.empty());

    assertThat(code.isActiveAt(NOW)).isTrue();
    assertThat(code.isActiveAt(code.validity().expiry().minusNanos(1_000))).isTrue();
    assertThat(code.isActiveAt(code.validity().expiry())).isFalse();
  }

  private static Validity of(Instant start, Duration lifetime) {
    return new Validity(start, start.plus(lifetime));
  }
}
