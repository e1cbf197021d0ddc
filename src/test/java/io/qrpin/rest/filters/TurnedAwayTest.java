package io.qrpin.rest.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.rest.filters.ErrorMapper.TurnedAway;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TurnedAwayTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final TurnedAway turnedAway = new TurnedAway(TurnedAway.PERIOD);

  @Test
  void theFirstIsLoggedAtOnce() {
    assertThat(turnedAway.add(NOON)).hasValue(1);
  }

  @Test
  void theOthersAreLoggedTogetherWhenThePeriodIsOver() {
    turnedAway.add(NOON);
    assertThat(turnedAway.add(NOON)).isEmpty();
    assertThat(turnedAway.add(NOON.plus(TurnedAway.PERIOD).minusNanos(1))).isEmpty();
    assertThat(turnedAway.add(NOON.plus(TurnedAway.PERIOD))).hasValue(3);
    assertThat(turnedAway.add(NOON.plus(TurnedAway.PERIOD).plusNanos(1))).isEmpty();
  }

  @Test
  void thePeriodEndsWhenTheClockIsSetBack() {
    turnedAway.add(NOON);
    assertThat(turnedAway.add(NOON)).isEmpty();
    assertThat(turnedAway.add(NOON.minusSeconds(3_600))).hasValue(2);
  }
}
