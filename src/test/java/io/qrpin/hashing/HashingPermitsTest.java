package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qrpin.hashing.HashingPermits.Permit;
import io.qrpin.hashing.HashingPermits.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class HashingPermitsTest {

  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Both pools behave alike. */
  private enum Pool {
    WORKERS,
    DECOYS;

    HashingPermits withPermits(int count, Duration queue) {
      return withPermits(count, 100, queue);
    }

    HashingPermits withPermits(int count, int mostWaiting, Duration queue) {
      return this == WORKERS
          ? new HashingPermits(count, 1, mostWaiting, queue)
          : new HashingPermits(1, count, 4 * mostWaiting, queue);
    }

    <R> R admit(HashingPermits permits, Supplier<R> work) {
      Permit permit = this == WORKERS ? permits.takePermit() : permits.takeDecoyPermit();
      try (permit) {
        return work.get();
      }
    }

    Pool other() {
      return this == WORKERS ? DECOYS : WORKERS;
    }
  }

  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch endOfTurn = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void letEverybodyGo() throws InterruptedException {
    end.countDown();
    endOfTurn.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private Thread start(Runnable run) {
    Thread thread = new Thread(run);
    threads.add(thread);
    thread.start();
    return thread;
  }

  /** Takes so many permits and keeps them until {@link #end}. */
  private void fill(Pool pool, HashingPermits permits, int count) throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      start(
          () ->
              pool.admit(
                  permits,
                  () -> {
                    taken.countDown();
                    return await(end);
                  }));
    }
    taken.await();
  }

  /** Keeps one of two turns, because with two turns the order of service is undefined. */
  private void leaveOneTurn(Pool pool, HashingPermits permits) throws InterruptedException {
    if (pool == Pool.WORKERS) {
      CountDownLatch taken = new CountDownLatch(1);
      start(
          () ->
              inTurn(
                  permits,
                  turn -> {
                    taken.countDown();
                    return await(endOfTurn);
                  }));
      taken.await();
    }
  }

  private static <R> R inTurn(HashingPermits permits, Function<Turn, R> work) {
    Turn turn = permits.takeTurn();
    try (turn) {
      return work.apply(turn);
    }
  }

  private static <R> R hash(Turn turn, Supplier<R> work) {
    Permit permit = turn.takePermit();
    try (permit) {
      return work.get();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void untilQueued(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).as("still to be queued").isTrue();
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatTheWorkGivesIsGiven(Pool pool) {
    assertThat(pool.<String>admit(pool.withPermits(1, SHORT), () -> "done")).isEqualTo("done");
  }

  @ParameterizedTest
  @EnumSource
  void asManyAsThereArePermitsWorkAtOnce(Pool pool) {
    HashingPermits permits = pool.withPermits(3, LONG);
    CyclicBarrier meeting = new CyclicBarrier(3);
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 3)
            .mapToObj(i -> inThread(() -> pool.admit(permits, () -> meet(meeting))))
            .toList();
    assertThat(all).extracting(CompletableFuture::join).containsExactlyInAnyOrder(0, 1, 2);
  }

  private static int meet(CyclicBarrier meeting) {
    try {
      return meeting.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private <R> CompletableFuture<R> inThread(Supplier<R> work) {
    CompletableFuture<R> result = new CompletableFuture<>();
    start(
        () -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  @ParameterizedTest
  @EnumSource
  void aThreadWithoutAPermitAtTheDeadlineIsRefusedAndItsWorkNotBegun(Pool pool)
      throws InterruptedException {
    HashingPermits permits = pool.withPermits(2, SHORT);
    fill(pool, permits, 2);
    List<String> begun = new ArrayList<>();

    Overloaded overloaded =
        catchThrowableOfType(Overloaded.class, () -> pool.admit(permits, () -> begun.add("begun")));

    assertThat(overloaded).isNotNull();
    assertThat(begun).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whereAsManyWaitAsMayTheNextIsTurnedAwayAtOnce(Pool pool) throws InterruptedException {
    HashingPermits permits = pool.withPermits(2, 3, LONG);
    fill(pool, permits, 2);
    for (int i = 0; i < 3; i++) {
      untilQueued(start(() -> pool.admit(permits, () -> "done")));
    }

    assertThatExceptionOfType(Overloaded.class)
        .isThrownBy(() -> pool.admit(permits, () -> "never"));

    letEverybodyGo();
    assertThat(pool.<String>admit(permits, () -> "done")).isEqualTo("done");
  }

  @Test
  void whereOneMayWaitForAWorkersPermitOneMayForADecoys() throws InterruptedException {
    HashingPermits permits = new HashingPermits(1, 1, 1, LONG);
    fill(Pool.DECOYS, permits, 1);
    untilQueued(start(() -> Pool.DECOYS.admit(permits, () -> "done")));

    assertThatExceptionOfType(Overloaded.class)
        .isThrownBy(() -> Pool.DECOYS.admit(permits, () -> "never"));
  }

  @Test
  void thereIsRoomUntilAsManyWaitAsMay() throws InterruptedException {
    HashingPermits permits = new HashingPermits(1, 1, 1, LONG);
    fill(Pool.DECOYS, permits, 1);
    permits.requireRoom();
    fill(Pool.WORKERS, permits, 1);
    permits.requireRoom();
    untilQueued(start(() -> Pool.WORKERS.admit(permits, () -> "done")));

    assertThat(permits.hasRoom()).isFalse();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::requireRoom);

    letEverybodyGo();
    assertThat(permits.hasRoom()).isTrue();
    permits.requireRoom();
  }

  @ParameterizedTest
  @EnumSource
  void theOtherPoolIsNotDelayedByAFullOne(Pool pool) throws InterruptedException {
    HashingPermits permits = pool.withPermits(1, SHORT);
    fill(pool, permits, 1);
    assertThat(pool.other().<String>admit(permits, () -> "done")).isEqualTo("done");
  }

  @ParameterizedTest
  @EnumSource
  void aWaitingThreadHashesWhenAPermitIsGivenBack(Pool pool) throws InterruptedException {
    HashingPermits permits = pool.withPermits(1, LONG);
    fill(pool, permits, 1);
    CompletableFuture<String> waiting = inThread(() -> pool.admit(permits, () -> "done"));
    untilQueued(threads.get(1));
    assertThat(waiting).isNotDone();

    end.countDown();

    assertThat(waiting.join()).isEqualTo("done");
  }

  @ParameterizedTest
  @EnumSource
  void firstComeFirstServed(Pool pool) throws InterruptedException {
    HashingPermits permits = pool.withPermits(1, LONG);
    leaveOneTurn(pool, permits);
    fill(pool, permits, 1);
    List<Integer> served = new CopyOnWriteArrayList<>();
    List<Thread> queued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      Thread thread = start(() -> pool.admit(permits, () -> served.add(number)));
      untilQueued(thread);
      queued.add(thread);
    }

    end.countDown();
    for (Thread thread : queued) {
      thread.join();
    }

    assertThat(served).containsExactly(0, 1, 2, 3, 4);
  }

  @ParameterizedTest
  @EnumSource
  void noThreadOvertakesTheQueueWhenAPermitIsGivenBack(Pool pool) {
    HashingPermits permits = pool.withPermits(1, LONG);
    List<String> served = new CopyOnWriteArrayList<>();
    pool.admit(
        permits,
        () -> {
          untilQueued(start(() -> pool.admit(permits, () -> served.add("the one that waited"))));
          return "giving back";
        });

    pool.admit(permits, () -> served.add("the one that came later"));

    assertThat(served).containsExactly("the one that waited", "the one that came later");
  }

  @ParameterizedTest
  @EnumSource
  void thePermitIsGivenBackHoweverTheWorkEnds(Pool pool) {
    HashingPermits permits = pool.withPermits(1, SHORT);
    IllegalStateException failure = new IllegalStateException("a failure");
    AssertionError error = new AssertionError("an error");
    for (int i = 0; i < 3; i++) {
      assertThat(pool.<String>admit(permits, () -> "done")).isEqualTo("done");
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> pool.admit(permits, () -> fail(failure)))
          .isSameAs(failure);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> pool.admit(permits, () -> fail(error)))
          .isSameAs(error);
    }
  }

  private static String fail(RuntimeException failure) {
    throw failure;
  }

  private static String fail(Error error) {
    throw error;
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedThreadGivesNoPermitBack(Pool pool) throws InterruptedException {
    HashingPermits permits = pool.withPermits(1, SHORT);
    fill(pool, permits, 1);
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(Overloaded.class)
          .isThrownBy(() -> pool.admit(permits, () -> "never"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aThreadThatIsInterruptedWhileItWaitsIsRefusedAndStaysInterrupted(Pool pool)
      throws InterruptedException {
    HashingPermits permits = pool.withPermits(1, LONG);
    fill(pool, permits, 1);
    CompletableFuture<Boolean> interrupted =
        inThread(
            () -> {
              assertThatExceptionOfType(Overloaded.class)
                  .isThrownBy(() -> pool.admit(permits, () -> "never"));
              return Thread.currentThread().isInterrupted();
            });
    untilQueued(threads.get(1));

    threads.get(1).interrupt();

    assertThat(interrupted.join()).isTrue();
  }

  @Test
  void aThreadWithATurnGetsReadyWhileAnotherHashesAndHashesAfterwards()
      throws InterruptedException {
    HashingPermits permits = new HashingPermits(1, 1, 100, LONG);
    fill(Pool.WORKERS, permits, 1);
    CountDownLatch ready = new CountDownLatch(1);
    CompletableFuture<String> hashed =
        inThread(
            () ->
                inTurn(
                    permits,
                    turn -> {
                      ready.countDown();
                      return hash(turn, () -> "hashed");
                    }));

    assertThat(await(ready)).isTrue();
    assertThat(hashed).isNotDone();

    end.countDown();
    assertThat(hashed.join()).isEqualTo("hashed");
  }

  @Test
  void thereAreTwiceAsManyTurnsAsPermits() throws InterruptedException {
    HashingPermits permits = new HashingPermits(2, 1, 100, SHORT);
    CountDownLatch begun = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      start(
          () ->
              inTurn(
                  permits,
                  turn -> {
                    begun.countDown();
                    return await(end);
                  }));
    }
    assertThat(await(begun)).isTrue();

    assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> inTurn(permits, turn -> "never"));
  }

  @Test
  void aTurnsPermitIsGivenBackHoweverTheHashingEnds() {
    HashingPermits permits = new HashingPermits(1, 1, 1, SHORT);
    IllegalStateException failure = new IllegalStateException("a failure");
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> inTurn(permits, turn -> hash(turn, () -> fail(failure))))
          .isSameAs(failure);
      assertThat(Pool.WORKERS.admit(permits, () -> "done")).isEqualTo("done");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPermitThatIsClosedTwiceIsGivenBackOnce(Pool pool) throws InterruptedException {
    HashingPermits permits = pool.withPermits(1, SHORT);
    Permit permit = pool == Pool.WORKERS ? permits.takePermit() : permits.takeDecoyPermit();
    permit.close();
    permit.close();
    fill(pool, permits, 1);
    assertThatExceptionOfType(Overloaded.class)
        .isThrownBy(() -> pool.admit(permits, () -> "never"));
  }

  @Test
  void aTurnThatIsClosedTwiceIsGivenBackOnce() {
    HashingPermits permits = new HashingPermits(1, 1, 100, SHORT);
    Turn turn = permits.takeTurn();
    turn.close();
    turn.close();
    assertThat(permits.takeTurn()).isNotNull();
    assertThat(permits.takeTurn()).isNotNull();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::takeTurn);
  }

  @Test
  void allHashesAtOnceAreThoseOfBothPools() {
    assertThat(new HashingPermits(2, 1, 1, SHORT).maxHashesAtOnce()).isEqualTo(3);
    assertThat(new HashingPermits(256, 256, 1, SHORT).maxHashesAtOnce()).isEqualTo(512);
  }

  @Test
  void everyBoundItselfIsAllowed() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              new HashingPermits(1, 1, 1, Duration.ofMillis(10));
              new HashingPermits(256, 256, 10_000, Duration.ofSeconds(60));
            });
  }

  @Test
  void permitsAreOneTo256() {
    for (int wrong : new int[] {Integer.MIN_VALUE, 0, 257}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HashingPermits(wrong, 1, 1, SHORT))
          .withMessage("permits must be 1 to 256");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HashingPermits(1, wrong, 1, SHORT))
          .withMessage("decoyPermits must be 1 to 256");
    }
  }

  @Test
  void oneToTenThousandMayWait() {
    for (int wrong : new int[] {Integer.MIN_VALUE, 0, 10_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HashingPermits(1, 1, wrong, SHORT))
          .withMessage("mostWaiting must be 1 to 10000");
    }
  }

  @Test
  void theQueueIsTenMillisecondsToAMinute() {
    for (String wrong : List.of("PT0S", "PT0.009999999S", "PT60.000000001S", "PT-1S")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HashingPermits(1, 1, 1, Duration.parse(wrong)))
          .withMessage("queue must be PT0.01S to PT1M");
    }
  }

  @Test
  void overloadedSaysWhenToTryAgainAndCarriesNoStackTrace() {
    Overloaded overloaded = new Overloaded();
    assertThat(overloaded.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(overloaded).hasMessage("too many PINs are being hashed at once");
    assertThat(overloaded.getStackTrace()).isEmpty();
  }
}
