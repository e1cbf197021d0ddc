package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.settings.Settings.InvalidSetting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottlingTest {

  private static ThrottlingPolicy policy(Map<String, String> settings) {
    return new Beans(Given.settings(settings)).throttlingPolicy();
  }

  @Test
  void whereNothingIsSetTheStandardHolds() {
    assertThat(policy(Map.of())).isEqualTo(ThrottlingPolicy.STANDARD);
  }

  @Test
  void everySettingHasItsPlace() {
    assertThat(
            policy(
                Map.of(
                    "qrpin.throttling.free-guesses", "3",
                    "qrpin.throttling.waits", "PT2S,PT3S",
                    "qrpin.throttling.longest-wait", "PT4S",
                    "qrpin.throttling.limit", "5",
                    "qrpin.throttling.lifetime-limit", "105",
                    "qrpin.throttling.repeat-window", "PT6S",
                    "qrpin.throttling.most-repeats", "7",
                    "qrpin.throttling.lease", "PT8S",
                    "qrpin.throttling.patience", "PT9S")))
        .isEqualTo(
            new ThrottlingPolicy(
                3,
                List.of(Duration.ofSeconds(2), Duration.ofSeconds(3)),
                Duration.ofSeconds(4),
                5,
                105,
                Duration.ofSeconds(6),
                7,
                Duration.ofSeconds(8),
                Duration.ofSeconds(9)));
  }

  @ParameterizedTest(name = "{0} = {1}, {2}")
  @CsvSource({
    "free-guesses, 1, 10",
    "waits, PT1S, PT24H",
    "limit, 1, 100",
    "lifetime-limit, 100, 100000",
    "repeat-window, PT0S, PT1H",
    "most-repeats, 0, 10",
    "lease, PT2S, PT5M",
    "patience, PT0S, PT60S"
  })
  void everyBoundItselfIsAllowed(String name, String least, String most) {
    assertThat(policy(Map.of("qrpin.throttling." + name, least))).isNotNull();
    assertThat(policy(Map.of("qrpin.throttling." + name, most))).isNotNull();
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "free-guesses, 0",
    "free-guesses, 11",
    "waits, PT0S",
    "waits, PT24H1S",
    "waits, 'PT1M,'",
    "waits, 'PT5M,PT1M'",
    "longest-wait, PT0S",
    "longest-wait, P8D",
    "limit, 0",
    "limit, 101",
    "lifetime-limit, 0",
    "lifetime-limit, 99",
    "lifetime-limit, 100001",
    "repeat-window, PT1H1S",
    "repeat-window, PT-1S",
    "most-repeats, -1",
    "most-repeats, 11",
    "lease, PT0S",
    "lease, PT1S",
    "lease, PT5M1S",
    "patience, PT61S"
  })
  void whatIsOutOfBoundsStopsTheStartWithItsName(String name, String value) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> policy(Map.of("qrpin.throttling." + name, value)))
        .withMessageStartingWith("the setting qrpin.throttling." + name + " ");
  }

  @Test
  void aLowerCapCutsTheStandardWaits() {
    assertThat(policy(Map.of("qrpin.throttling.longest-wait", "PT20M")).waits())
        .extracting(Duration::toMinutes)
        .containsExactly(1L, 5L, 15L, 20L, 20L, 20L);
  }

  @Test
  void aWaitAboveALowerCapStopsTheStart() {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(
            () ->
                policy(
                    Map.of(
                        "qrpin.throttling.longest-wait", "PT20M",
                        "qrpin.throttling.waits", "PT1M,PT21M")))
        .withMessageStartingWith("the setting qrpin.throttling.waits ")
        .withMessageEndingWith("each from PT1S to PT20M");
  }

  @Test
  void refusalsWaitAQuarterOfASecondAtMost() {
    assertThat(floor(Map.of())).isEqualTo(Duration.ofMillis(250));
    assertThat(floor(Map.of("qrpin.throttling.refusal-floor", "PT0S"))).isZero();
    assertThat(floor(Map.of("qrpin.throttling.refusal-floor", "PT5S"))).hasSeconds(5);
  }

  private static Duration floor(Map<String, String> settings) {
    return new Beans(Given.settings(settings)).refusalFloor().length();
  }

  @Test
  void sixteenAttemptsWithABadgeMayBeUnderWay() {
    assertThat(atOnce(Map.of())).isEqualTo(16);
    assertThat(atOnce(Map.of("qrpin.throttling.at-once", "1"))).isEqualTo(1);
    assertThat(atOnce(Map.of("qrpin.throttling.at-once", "10000"))).isEqualTo(10_000);
  }

  private static int atOnce(Map<String, String> settings) {
    return new Beans(Given.settings(settings)).parallelAttempts().atOnce();
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "refusal-floor, PT-0.001S",
    "refusal-floor, PT5.001S",
    "at-once, 0",
    "at-once, 10001"
  })
  void theTimeOfRefusalsAndTheAttemptsAtOnceHaveBounds(String name, String value) {
    Beans beans = new Beans(Given.settings(Map.of("qrpin.throttling." + name, value)));
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(
            () -> assertThat(List.of(beans.refusalFloor(), beans.parallelAttempts())).isEmpty())
        .withMessageStartingWith("the setting qrpin.throttling." + name + " must be ");
  }
}
