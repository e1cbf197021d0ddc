package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.access.DeskPolicy;
import io.qrpin.access.DeskPolicy.PrintedField;
import io.qrpin.settings.Settings.InvalidSetting;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskTest {

  private static DeskPolicy given(Map<String, String> values) {
    return new Beans(Given.settings(values)).deskPolicy();
  }

  @Test
  void withoutSettingsASessionIsIdleForAQuarterOfAnHourAndLastsEightHours() {
    assertThat(given(Map.of())).isEqualTo(DeskPolicy.STANDARD);
    assertThat(DeskPolicy.STANDARD.idle()).hasMinutes(15);
    assertThat(DeskPolicy.STANDARD.longest()).hasHours(8);
    assertThat(DeskPolicy.STANDARD.reasonRequired()).isFalse();
    assertThat(DeskPolicy.STANDARD.secureCookie()).isTrue();
  }

  @Test
  void everySettingIsRead() {
    assertThat(
            given(
                Map.of(
                    "qrpin.desk.reason-required", "true",
                    "qrpin.desk.secure-cookie", "false",
                    "qrpin.desk.idle", "PT5M",
                    "qrpin.desk.longest", "PT10H",
                    "qrpin.desk.time-zone", "Europe/Berlin",
                    "qrpin.desk.card.fields", "name, expiry",
                    "qrpin.desk.card.line", "Lost? Hand in at the gate.",
                    "qrpin.desk.card.logo", "logo.png",
                    "qrpin.desk.card.fonts", "one.ttf,two.ttf",
                    "qrpin.desk.card.language", "de-CH")))
        .isEqualTo(
            new DeskPolicy(
                true,
                Duration.ofMinutes(5),
                Duration.ofHours(10),
                false,
                ZoneId.of("Europe/Berlin"),
                new DeskPolicy.Printing(
                    Set.of(PrintedField.DISPLAY_NAME, PrintedField.EXPIRY),
                    Optional.of("Lost? Hand in at the gate."),
                    Optional.of("logo.png"),
                    List.of("one.ttf", "two.ttf"),
                    Locale.forLanguageTag("de-CH"))));
  }

  @ParameterizedTest(name = "{index} {0} is {1}")
  @CsvSource({
    "qrpin.desk.idle, PT1M",
    "qrpin.desk.idle, PT1H",
    "qrpin.desk.longest, PT5M",
    "qrpin.desk.longest, PT24H"
  })
  void bothBoundsAreInRange(String name, String value) {
    given(Map.of(name, value));
  }

  @ParameterizedTest(name = "{index} {0} is {1}")
  @CsvSource({
    "qrpin.desk.idle, PT59S",
    "qrpin.desk.idle, PT1H1S",
    "qrpin.desk.longest, PT4M59S",
    "qrpin.desk.longest, PT24H1S",
    "qrpin.desk.reason-required, yes",
    "qrpin.desk.card.language, not a language",
    "qrpin.desk.card.fields, name;number",
    "qrpin.desk.time-zone, Europe/Atlantis"
  })
  void anyOtherValueStopsTheStartAndTheMessageNamesTheSetting(String name, String value) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(Map.of(name, value)))
        .withMessageContaining("the setting " + name + " must be");
  }
}
