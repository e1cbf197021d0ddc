package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitTest {

  private static String folded(Wait wait) {
    return wait.fold(() -> "none", length -> "lasting " + length, () -> "spent");
  }

  @Test
  void everyCaseIsMappedByItsOwnFunction() {
    assertThat(folded(new Wait.None())).isEqualTo("none");
    assertThat(folded(new Wait.Lasting(Duration.ofMinutes(5)))).isEqualTo("lasting PT5M");
    assertThat(folded(new Wait.Spent())).isEqualTo("spent");
  }
}
