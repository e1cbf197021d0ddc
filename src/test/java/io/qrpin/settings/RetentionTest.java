package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.retention.RetentionPolicy;
import io.qrpin.settings.Settings.InvalidSetting;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {

  private static RetentionPolicy policy(Map<String, String> settings) {
    return new Beans(Given.settings(settings)).retentionPolicy();
  }

  @Test
  void peopleAreForgottenAfterThirteenMonthsAndTheAuditIsKept() {
    assertThat(policy(Map.of()))
        .isEqualTo(new RetentionPolicy(Duration.ofDays(395), Duration.ZERO));
  }

  @Test
  void everySettingHasItsPlace() {
    assertThat(policy(Map.of("qrpin.retention.people", "P30D", "qrpin.retention.audit", "P3653D")))
        .isEqualTo(new RetentionPolicy(Duration.ofDays(30), Duration.ofDays(3653)));
    assertThat(policy(Map.of("qrpin.retention.people", "PT0S")).people()).isZero();
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "people, PT719H",
    "people, P3654D",
    "people, never",
    "audit, PT719H",
    "audit, P3654D",
    "audit, P-40D"
  })
  void whatIsOutOfBoundsStopsTheStartWithItsName(String name, String value) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> policy(Map.of("qrpin.retention." + name, value)))
        .withMessageStartingWith("the setting qrpin.retention." + name + " ");
  }
}
