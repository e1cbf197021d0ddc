package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.settings.Settings.InvalidSetting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Duration MIN = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofMinutes(1);
  private static final Duration OTHERWISE = Duration.ofSeconds(7);

  private static Settings given(String value) {
    return Given.settings(Map.of("a", value));
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({"PT1S, PT1S", "PT60S, PT1M", "pt1.5s, PT1.5S", "'', PT7S", "' ', PT7S"})
  void aDurationWithinItsBoundsIsTaken(String value, Duration duration) {
    assertThat(given(value).duration("a", OTHERWISE, MIN, MAX)).isEqualTo(duration);
    assertThat(given(value).durationOrZero("a", OTHERWISE, MIN, MAX)).isEqualTo(duration);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT0.999S", "PT60.001S", "PT-1S", "P1Y", "1", "PT", "PT1S,PT2S"})
  void anyOtherStopsTheStart(String value) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(value).duration("a", OTHERWISE, MIN, MAX))
        .withMessage("the setting a must be an ISO 8601 duration from PT1S to PT1M");
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(value).durationOrZero("a", OTHERWISE, MIN, MAX))
        .withMessage("the setting a must be an ISO 8601 duration from PT1S to PT1M, or PT0S");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT0S", "P0D", "PT-0S"})
  void zeroIsTakenWhereItSaysThatThereIsNoneAndNowhereElse(String zero) {
    assertThat(given(zero).durationOrZero("a", OTHERWISE, MIN, MAX)).isZero();
    assertThat(given(zero).duration("a", OTHERWISE, Duration.ZERO, MAX)).isZero();
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(zero).duration("a", OTHERWISE, MIN, MAX));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT1S,PT2S", " PT1S , PT2S "})
  void severalDurationsHaveCommasBetweenThem(String value) {
    assertThat(given(value).durations("a", List.of(OTHERWISE), MIN, MAX))
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(given("PT1S").durations("a", List.of(OTHERWISE), MIN, MAX))
        .containsExactly(Duration.ofSeconds(1));
    assertThat(given("").durations("a", List.of(OTHERWISE), MIN, MAX)).containsExactly(OTHERWISE);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT1S,", ",", "PT1S,,PT2S", "PT1S;PT2S", "PT1S,PT0S", "PT1S,PT61S"})
  void oneWrongDurationOfSeveralStopsTheStart(String value) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(value).durations("a", List.of(OTHERWISE), MIN, MAX))
        .withMessage(
            "the setting a must be ISO 8601 durations with commas between them,"
                + " each from PT1S to PT1M");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"true, true", "TRUE, true", "' True ', true", "false, false", "FALSE, false"})
  void aFlagIsTrueOrFalseInUpperOrLowerCase(String value, boolean flag) {
    assertThat(given(value).flag("a", !flag)).isEqualTo(flag);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(booleans = {true, false})
  void aFlagThatIsNotSetHasItsDefault(boolean otherwise) {
    assertThat(given(" ").flag("a", otherwise)).isEqualTo(otherwise);
    assertThat(given("true").flag("b", otherwise)).isEqualTo(otherwise);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"yes", "1", "on", "truely", "no", "0"})
  void anyOtherFlagStopsTheStart(String value) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(value).flag("a", true))
        .withMessage("the setting a must be true or false");
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({"2, 2", "7, 7", "' 7 ', 7", "' ', 5"})
  void aNumberWithinItsBoundsIsTaken(String value, int number) {
    assertThat(given(value).number("a", 5, 2, 7)).isEqualTo(number);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"1", "8", "-2", "2.0", "x", "99999999999"})
  void anyOtherNumberStopsTheStart(String value) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(value).number("a", 5, 2, 7))
        .withMessage("the setting a must be a whole number from 2 to 7");
  }

  @Test
  void aListHasCommasBetweenItsEntries() {
    assertThat(given(" a, b ,, c").list("a")).containsExactly("a", "b", "c");
    assertThat(given(" , ").list("a")).isEmpty();
    assertThat(given("").list("a")).isEmpty();
  }

  @Test
  void oneOfAFewTextsIsTakenAndNoOther() {
    assertThat(given("y").oneOf("a", "x", "y", "z")).isEqualTo("y");
    assertThat(given("").oneOf("a", "x", "y", "z")).isEqualTo("x");
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given("Y").oneOf("a", "x", "y", "z"))
        .withMessage("the setting a must be x or one of [y, z]");
  }

  @Test
  void aRequiredTextThatIsBlankStopsTheStart() {
    assertThat(given("b").required("a")).isEqualTo("b");
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(" ").required("a"))
        .withMessage("the setting a is required");
  }
}
