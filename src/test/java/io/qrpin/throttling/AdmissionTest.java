package io.qrpin.throttling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class AdmissionTest {

  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofSeconds(60);

  /** The two pools: what holds for one holds for the other. */
  private enum Pool {
    WORKERS,
    DECOYS;

    Admission withPermits(int permits, Duration queue) {
      return this == WORKERS ? new Admission(permits, 1, queue) : new Admission(1, permits, queue);
    }

    <R> R admit(Admission admission, Supplier<R> work) {
      return this == WORKERS ? admission.admit(work) : admission.admitDecoy(work);
    }

    Pool other() {
      return this == WORKERS ? DECOYS : WORKERS;
    }
  }

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void letEverybodyGo() throws InterruptedException {
    end.countDown();
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
  private void fill(Pool pool, Admission admission, int permits) throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(permits);
    for (int i = 0; i < permits; i++) {
      start(
          () ->
              pool.admit(
                  admission,
                  () -> {
                    taken.countDown();
                    return await(end);
                  }));
    }
    taken.await();
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
    Admission admission = pool.withPermits(3, LONG);
    CyclicBarrier meeting = new CyclicBarrier(3);
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 3)
            .mapToObj(i -> inThread(() -> pool.admit(admission, () -> meet(meeting))))
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
  void whoFindsNoPermitUntilTheDeadlineIsTurnedAwayAndTheWorkNotBegun(Pool pool)
      throws InterruptedException {
    Admission admission = pool.withPermits(2, SHORT);
    fill(pool, admission, 2);
    List<String> begun = new ArrayList<>();

    Overloaded overloaded =
        catchThrowableOfType(
            Overloaded.class, () -> pool.admit(admission, () -> begun.add("begun")));

    assertThat(overloaded).isNotNull();
    assertThat(begun).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theOtherPoolIsNotDelayedByAFullOne(Pool pool) throws InterruptedException {
    Admission admission = pool.withPermits(1, SHORT);
    fill(pool, admission, 1);
    assertThat(pool.other().<String>admit(admission, () -> "done")).isEqualTo("done");
  }

  @ParameterizedTest
  @EnumSource
  void whoWaitsIsAdmittedWhenAPermitIsGivenBack(Pool pool) throws InterruptedException {
    Admission admission = pool.withPermits(1, LONG);
    fill(pool, admission, 1);
    CompletableFuture<String> waiting = inThread(() -> pool.admit(admission, () -> "done"));
    untilQueued(threads.get(1));
    assertThat(waiting).isNotDone();

    end.countDown();

    assertThat(waiting.join()).isEqualTo("done");
  }

  @ParameterizedTest
  @EnumSource
  void whoComesFirstIsServedFirst(Pool pool) throws InterruptedException {
    Admission admission = pool.withPermits(1, LONG);
    fill(pool, admission, 1);
    List<Integer> served = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      untilQueued(start(() -> pool.admit(admission, () -> served.add(number))));
    }

    letEverybodyGo();

    assertThat(served).containsExactly(0, 1, 2, 3, 4);
  }

  @ParameterizedTest
  @EnumSource
  void nobodyOvertakesTheQueueAtTheMomentAPermitIsGivenBack(Pool pool) {
    Admission admission = pool.withPermits(1, LONG);
    List<String> served = new CopyOnWriteArrayList<>();
    pool.admit(
        admission,
        () -> {
          untilQueued(start(() -> pool.admit(admission, () -> served.add("who waited"))));
          return "giving back";
        });

    pool.admit(admission, () -> served.add("who came later"));

    assertThat(served).containsExactly("who waited", "who came later");
  }

  @ParameterizedTest
  @EnumSource
  void thePermitIsGivenBackHoweverTheWorkEnds(Pool pool) {
    Admission admission = pool.withPermits(1, SHORT);
    IllegalStateException failure = new IllegalStateException("a failure");
    AssertionError error = new AssertionError("an error");
    for (int i = 0; i < 3; i++) {
      assertThat(pool.<String>admit(admission, () -> "done")).isEqualTo("done");
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> pool.admit(admission, () -> fail(failure)))
          .isSameAs(failure);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> pool.admit(admission, () -> fail(error)))
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
  void whoWasTurnedAwayGivesNoPermitBack(Pool pool) throws InterruptedException {
    Admission admission = pool.withPermits(1, SHORT);
    fill(pool, admission, 1);
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(Overloaded.class)
          .isThrownBy(() -> pool.admit(admission, () -> "never"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsInterruptedWhileWaitingIsTurnedAwayAndStaysInterrupted(Pool pool)
      throws InterruptedException {
    Admission admission = pool.withPermits(1, LONG);
    fill(pool, admission, 1);
    CompletableFuture<Boolean> interrupted =
        inThread(
            () -> {
              assertThatExceptionOfType(Overloaded.class)
                  .isThrownBy(() -> pool.admit(admission, () -> "never"));
              return Thread.currentThread().isInterrupted();
            });
    untilQueued(threads.get(1));

    threads.get(1).interrupt();

    assertThat(interrupted.join()).isTrue();
  }

  @Test
  void allHashesAtOnceAreThoseOfBothPools() {
    assertThat(new Admission(2, 1, SHORT).mostHashesAtOnce()).isEqualTo(3);
    assertThat(new Admission(256, 256, SHORT).mostHashesAtOnce()).isEqualTo(512);
  }

  @Test
  void everyBoundItselfIsAllowed() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              new Admission(1, 1, Duration.ofMillis(10));
              new Admission(256, 256, Duration.ofSeconds(60));
            });
  }

  @Test
  void permitsAreOneTo256() {
    for (int wrong : new int[] {Integer.MIN_VALUE, 0, 257}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Admission(wrong, 1, SHORT))
          .withMessage("permits must be 1 to 256");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Admission(1, wrong, SHORT))
          .withMessage("decoyPermits must be 1 to 256");
    }
  }

  @Test
  void theQueueIsTenMillisecondsToAMinute() {
    for (String wrong : List.of("PT0S", "PT0.009999999S", "PT60.000000001S", "PT-1S")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Admission(1, 1, Duration.parse(wrong)))
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
