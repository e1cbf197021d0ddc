package io.qrpin.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalFloorTest {

  private static final Duration BOUND = Duration.ofMillis(250);
  private static final Duration USUAL = Duration.ofMillis(40);
  private static final Duration SLOW = Duration.ofSeconds(20);

  private final RefusalFloor floor = new RefusalFloor(BOUND);

  private void took(int times, Duration duration) {
    for (int i = 0; i < times; i++) {
      floor.took(duration);
    }
  }

  @Test
  void beforeEnoughWrongPinsWereSeenTheFloorIsItsBound() {
    assertThat(floor.length()).isEqualTo(BOUND);
    took(57, USUAL);
    assertThat(floor.length()).isEqualTo(BOUND);
    took(1, USUAL);
    assertThat(floor.length()).isEqualTo(USUAL.multipliedBy(2));
  }

  @Test
  void aFewSlowOnesDoNotMoveIt() {
    took(64, USUAL);
    took(6, SLOW);
    assertThat(floor.length()).isEqualTo(USUAL.multipliedBy(2));
    took(1, SLOW);
    assertThat(floor.length()).isEqualTo(BOUND);
  }

  @Test
  void theLastSixtyFourCount() {
    took(64, SLOW);
    took(57, USUAL);
    assertThat(floor.length()).isEqualTo(BOUND);
    took(7, Duration.ofMillis(60));
    assertThat(floor.length()).isEqualTo(Duration.ofMillis(120));
    took(64, USUAL);
    assertThat(floor.length()).isEqualTo(USUAL.multipliedBy(2));
  }

  @Test
  void aTimeBelowZeroIsNoTime() {
    took(64, USUAL);
    took(64, Duration.ofHours(-1));
    assertThat(floor.length()).isEqualTo(USUAL.multipliedBy(2));
  }

  @Test
  void itIsNeverLongerThanItsBound() {
    took(64, BOUND.dividedBy(2).plusMillis(1));
    assertThat(floor.length()).isEqualTo(BOUND);
  }

  @Test
  void theBoundIsZeroToFiveSeconds() {
    assertThatNoException().isThrownBy(() -> new RefusalFloor(Duration.ZERO));
    assertThatNoException().isThrownBy(() -> new RefusalFloor(Duration.ofSeconds(5)));
    for (Duration wrong : List.of(Duration.ofNanos(-1), Duration.ofSeconds(5).plusNanos(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new RefusalFloor(wrong))
          .withMessage("bound must be PT0S to PT5S");
    }
  }
}
