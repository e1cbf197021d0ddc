package io.qrpin.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RocTest {

  private static final long[] LOW = {1, 2, 3};
  private static final long[] HIGH = {4, 5, 6};

  @Test
  void equalDurationsTellNothing() {
    assertThat(Roc.area(LOW, LOW)).isEqualTo(0.5, within(1e-9));
    assertThat(Roc.areaOfLeast(2, LOW, LOW)).isEqualTo(0.5, within(1e-9));
  }

  @Test
  void durationsThatDoNotOverlapTellAllWhicheverIsSlower() {
    assertThat(Roc.area(LOW, HIGH)).isEqualTo(1, within(1e-9));
    assertThat(Roc.area(HIGH, LOW)).isEqualTo(1, within(1e-9));
    assertThat(Roc.areaOfLeast(3, HIGH, LOW)).isEqualTo(1, within(1e-9));
  }

  @Test
  void theAreaIsTheShareOfPairsInWhichTheOneIsLonger() {
    assertThat(Roc.area(new long[] {3, 5}, new long[] {2, 4})).isEqualTo(0.75, within(1e-9));
    assertThat(Roc.area(new long[] {4, 5}, new long[] {2, 4})).isEqualTo(0.875, within(1e-9));
  }

  @Test
  void theLeastOfAllIsOneComparison() {
    assertThat(Roc.areaOfLeast(2, new long[] {3, 9}, new long[] {2, 20}))
        .isEqualTo(1, within(1e-9));
  }

  @Test
  void theLeastOfTwoCountsEveryPairOnce() {
    // Least of the pairs: 1, 1, 3 and 2, 2, 4. Of nine comparisons the first is longer in two.
    assertThat(Roc.areaOfLeast(2, new long[] {1, 3, 5}, new long[] {2, 4, 6}))
        .isEqualTo(7.0 / 9, within(1e-9));
  }
}
