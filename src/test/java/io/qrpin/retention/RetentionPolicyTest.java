package io.qrpin.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionPolicyTest {

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT0S", "P30D", "P3653D"})
  void everyBoundItselfIsAllowed(String kept) {
    Duration duration = Duration.parse(kept);
    RetentionPolicy policy = new RetentionPolicy(duration, duration);
    assertThat(RetentionTask.PEOPLE.keptBy(policy)).isEqualTo(duration);
    assertThat(RetentionTask.AUDIT.keptBy(policy)).isEqualTo(duration);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT-1S", "PT1S", "P29DT23H59M59S", "P3653DT1S"})
  void aDurationThatIsOutOfBoundsIsRefused(String kept) {
    Duration duration = Duration.parse(kept);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetentionPolicy(duration, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetentionPolicy(Duration.ZERO, duration));
  }

  @Test
  void eachTaskHasItsOwnDuration() {
    RetentionPolicy policy = new RetentionPolicy(Duration.ofDays(40), Duration.ofDays(50));
    assertThat(RetentionTask.PEOPLE.keptBy(policy)).isEqualTo(Duration.ofDays(40));
    assertThat(RetentionTask.AUDIT.keptBy(policy)).isEqualTo(Duration.ofDays(50));
    assertThat(RetentionTask.BULK.keptBy(policy)).isEqualTo(Duration.ofDays(7));
  }
}
