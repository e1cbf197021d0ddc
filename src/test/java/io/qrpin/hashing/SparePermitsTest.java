package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SparePermitsTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private SparePermits of(int permits) {
    return new SparePermits(permits, nanos::get);
  }

  @Test
  void aPermitIsLeftOverWhereThereAreFewerTurnsThanPermits() {
    SparePermits spare = of(2);
    spare.turnTaken();
    assertThat(spare.tryBulkHash()).isTrue();
  }

  @Test
  void aBulkHashCountsAsATurnDoes() {
    SparePermits spare = of(2);
    spare.turnTaken();
    spare.tryBulkHash();
    assertThat(spare.tryBulkHash()).isFalse();

    spare.bulkHashed();
    assertThat(spare.tryBulkHash()).isTrue();
  }

  @Test
  void noPermitIsLeftOverWhereWorkersWantThemAll() {
    SparePermits spare = of(2);
    spare.turnTaken();
    spare.turnTaken();
    assertThat(spare.tryBulkHash()).isFalse();
  }

  @Test
  void aGapBetweenTwoSignInsIsNoRest() {
    SparePermits spare = of(1);
    spare.turnTaken();
    spare.turnReturned();
    nanos.addAndGet(SparePermits.QUIET - 1);
    assertThat(spare.tryBulkHash()).isFalse();

    nanos.incrementAndGet();
    assertThat(spare.tryBulkHash()).isTrue();
  }

  @Test
  void onlyATurnThatWasTheLastOnePutsOffTheRest() {
    SparePermits spare = of(2);
    spare.turnTaken();
    spare.turnReturned();
    assertThat(spare.tryBulkHash()).isTrue();
  }

  @Test
  void aBulkHashFollowsFortyOfWorkersThatNeverRest() {
    SparePermits spare = of(1);
    spare.turnTaken();
    int inBulk = 0;
    for (int hash = 0; hash < 400; hash++) {
      spare.workerHashed();
      if (spare.tryBulkHash()) {
        inBulk++;
        spare.bulkHashed();
      }
    }
    assertThat(inBulk).isEqualTo(10);
  }

  @Test
  void anUnusedShareIsNotSavedUp() {
    SparePermits spare = of(1);
    spare.turnTaken();
    for (int hash = 0; hash < 100; hash++) {
      spare.workerHashed();
    }
    assertThat(spare.tryBulkHash()).isTrue();
    assertThat(spare.tryBulkHash()).isFalse();
  }

  @Test
  void aRestIsATenthOfASecond() {
    assertThat(SparePermits.QUIET).isEqualTo(TimeUnit.SECONDS.toNanos(1) / 10);
  }
}
