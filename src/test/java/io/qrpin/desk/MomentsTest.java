package io.qrpin.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.access.DeskPolicy;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

  private final Moments moments =
      new Moments(
          new DeskPolicy(
              false,
              DeskPolicy.STANDARD.idle(),
              DeskPolicy.STANDARD.longest(),
              true,
              ZoneId.of("Europe/Berlin"),
              DeskPolicy.STANDARD.printing()));

  @Test
  void aTimeIsReadInTheZoneOfTheDeskAndSaysWhichThatIs() {
    assertThat(moments.inWords(Instant.parse("2027-06-30T22:05:00Z")))
        .isEqualTo("1 July 2027, 00:05 CEST");
  }

  @Test
  void aDayEndsAtMidnightOfTheDesk() {
    assertThat(moments.endOf("2027-06-30")).contains(Instant.parse("2027-06-30T21:59:00Z"));
    assertThat(moments.day(Instant.parse("2027-06-30T22:05:00Z"))).isEqualTo("2027-07-01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30.06.2027", "2027-02-30", "2027-6-3", "tomorrow"})
  void anyOtherTextIsNoDay(String text) {
    assertThat(moments.endOf(text)).isEmpty();
  }
}
