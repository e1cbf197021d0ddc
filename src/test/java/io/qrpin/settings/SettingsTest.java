package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(1);
  private static final Duration OTHERWISE = Duration.ofSeconds(7);

  private static Settings given(String value) {
    return Given.settings(Map.of("a", value));
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({"PT1S, PT1S", "PT60S, PT1M", "pt1.5s, PT1.5S", "'', PT7S", "' ', PT7S"})
  void aDurationWithinItsBoundsIsTaken(String value, Duration duration) {
    assertThat(given(value).duration("a", OTHERWISE, LEAST, MOST)).isEqualTo(duration);
    assertThat(given(value).durationOrZero("a", OTHERWISE, LEAST, MOST)).isEqualTo(duration);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT0.999S", "PT60.001S", "PT-1S", "P1Y", "1", "PT", "PT1S,PT2S"})
  void anyOtherStopsTheStart(String value) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(value).duration("a", OTHERWISE, LEAST, MOST))
        .withMessage("the setting a must be an ISO 8601 duration from PT1S to PT1M");
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(value).durationOrZero("a", OTHERWISE, LEAST, MOST))
        .withMessage("the setting a must be an ISO 8601 duration from PT1S to PT1M, or PT0S");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT0S", "P0D", "PT-0S"})
  void zeroIsTakenWhereItSaysThatThereIsNoneAndNowhereElse(String zero) {
    assertThat(given(zero).durationOrZero("a", OTHERWISE, LEAST, MOST)).isZero();
    assertThat(given(zero).duration("a", OTHERWISE, Duration.ZERO, MOST)).isZero();
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(zero).duration("a", OTHERWISE, LEAST, MOST));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT1S,PT2S", " PT1S , PT2S "})
  void severalDurationsHaveCommasBetweenThem(String value) {
    assertThat(given(value).durations("a", List.of(OTHERWISE), LEAST, MOST))
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(given("PT1S").durations("a", List.of(OTHERWISE), LEAST, MOST))
        .containsExactly(Duration.ofSeconds(1));
    assertThat(given("").durations("a", List.of(OTHERWISE), LEAST, MOST))
        .containsExactly(OTHERWISE);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT1S,", ",", "PT1S,,PT2S", "PT1S;PT2S", "PT1S,PT0S", "PT1S,PT61S"})
  void oneWrongDurationOfSeveralStopsTheStart(String value) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(value).durations("a", List.of(OTHERWISE), LEAST, MOST))
        .withMessage(
            "the setting a must be ISO 8601 durations with commas between them,"
                + " each from PT1S to PT1M");
  }
}
