package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.access.AccessSettings;
import io.qrpin.settings.Settings.InvalidSetting;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

  private static AccessSettings given(Map<String, String> values) {
    return new Beans(Given.settings(values)).accessSettings();
  }

  @Test
  void withoutSettingsTheDefaultsApply() {
    assertThat(given(Map.of())).isEqualTo(AccessSettings.DEFAULTS);
  }

  @Test
  void everySettingIsRead() {
    assertThat(
            given(
                Map.of(
                    "qrpin.token.user-claim", "employee_id",
                    "qrpin.token.role-names-claim", "role_names",
                    "qrpin.token.application-permissions-claim", "permissions",
                    "qrpin.access.protected-groups", "executives, directors,,",
                    "qrpin.access.trusted-applications", "client-trusted",
                    "qrpin.self-enrolment", "true",
                    "qrpin.access.delete-unknown", "false")))
        .isEqualTo(
            new AccessSettings(
                Optional.of("employee_id"),
                Optional.of("role_names"),
                Optional.of("permissions"),
                Set.of("executives", "directors"),
                Set.of("client-trusted"),
                true,
                false));
  }

  @ParameterizedTest(name = "{index} {0} is {1}")
  @CsvSource({"true, true", "TRUE, true", "True, true", "false, false", "FALSE, false"})
  void trueAndFalseCountInAnyCase(String value, boolean meant) {
    assertThat(given(Map.of("qrpin.self-enrolment", value)).selfEnrolment()).isEqualTo(meant);
    assertThat(given(Map.of("qrpin.access.delete-unknown", value)).unknownDeletable())
        .isEqualTo(meant);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"yes", "no", "1", "0", "on", "tru", "true,false"})
  void anyOtherTextStopsTheStartAndTheMessageNamesTheSetting(String value) {
    for (String name : new String[] {"qrpin.self-enrolment", "qrpin.access.delete-unknown"}) {
      assertThatExceptionOfType(InvalidSetting.class)
          .isThrownBy(() -> given(Map.of(name, value)))
          .withMessageContaining("the setting " + name + " must be")
          .withMessageNotContaining(value + "\"");
    }
  }
}
