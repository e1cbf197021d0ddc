package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.hashing.PinHasher.PinComparison;
import org.junit.jupiter.api.Test;

class PinComparisonTest {

  @Test
  void itSaysWhetherThePinWasRight() {
    assertThat(new PinComparison(true, new byte[16]).matches()).isTrue();
    assertThat(new PinComparison(false, new byte[16]).matches()).isFalse();
  }

  @Test
  void whatIsDoneToTheGivenGuessTagDoesNotReachIt() {
    PinComparison comparison = new PinComparison(false, PinFixtures.ascii("a 16-byte-string"));
    comparison.guessTag()[0] = 0;
    assertThat(comparison.guessTag()).isEqualTo(PinFixtures.ascii("a 16-byte-string"));
  }
}
