package io.qrpin.hashing;

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
      return withPermits(permits, 100, queue);
    }

    Admission withPermits(int permits, int mostWaiting, Duration queue) {
      return this == WORKERS
          ? new Admission(permits, 1, mostWaiting, queue)
          : new Admission(1, permits, 4 * mostWaiting, queue);
    }

    <R> R admit(Admission admission, Supplier<R> work) {
      return this == WORKERS ? admission.admit(work) : admission.admitDecoy(work);
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

  /** With two turns two are served at once, in whatever order: somebody keeps one to the end. */
  private void leaveOneTurn(Pool pool, Admission admission) throws InterruptedException {
    if (pool == Pool.WORKERS) {
      CountDownLatch taken = new CountDownLatch(1);
      start(
          () ->
              admission.admitToTurn(
                  turn -> {
                    taken.countDown();
                    return await(endOfTurn);
                  }));
      taken.await();
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
  void whereAsManyWaitAsMayTheNextIsTurnedAwayAtOnce(Pool pool) throws InterruptedException {
    Admission admission = pool.withPermits(2, 3, LONG);
    fill(pool, admission, 2);
    for (int i = 0; i < 3; i++) {
      untilQueued(start(() -> pool.admit(admission, () -> "done")));
    }

    assertThatExceptionOfType(Overloaded.class)
        .isThrownBy(() -> pool.admit(admission, () -> "never"));

    letEverybodyGo();
    assertThat(pool.<String>admit(admission, () -> "done")).isEqualTo("done");
  }

  @Test
  void whereOneMayWaitForAWorkersPermitOneMayForADecoys() throws InterruptedException {
    Admission admission = new Admission(1, 1, 1, LONG);
    fill(Pool.DECOYS, admission, 1);
    untilQueued(start(() -> admission.admitDecoy(() -> "done")));

    assertThatExceptionOfType(Overloaded.class)
        .isThrownBy(() -> admission.admitDecoy(() -> "never"));
  }

  @Test
  void thereIsRoomUntilAsManyWaitAsMay() throws InterruptedException {
    Admission admission = new Admission(1, 1, 1, LONG);
    fill(Pool.DECOYS, admission, 1);
    admission.requireRoom();
    fill(Pool.WORKERS, admission, 1);
    admission.requireRoom();
    untilQueued(start(() -> admission.admit(() -> "done")));

    assertThat(admission.hasRoom()).isFalse();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(admission::requireRoom);

    letEverybodyGo();
    assertThat(admission.hasRoom()).isTrue();
    admission.requireRoom();
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
    leaveOneTurn(pool, admission);
    fill(pool, admission, 1);
    List<Integer> served = new CopyOnWriteArrayList<>();
    List<Thread> queued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      Thread thread = start(() -> pool.admit(admission, () -> served.add(number)));
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
  void whoHasATurnGetsReadyWhileAnotherHashesAndHashesAfterHim() throws InterruptedException {
    Admission admission = new Admission(1, 1, 100, LONG);
    fill(Pool.WORKERS, admission, 1);
    CountDownLatch ready = new CountDownLatch(1);
    CompletableFuture<String> hashed =
        inThread(
            () ->
                admission.admitToTurn(
                    turn -> {
                      ready.countDown();
                      return turn.hash(() -> "hashed");
                    }));

    assertThat(await(ready)).isTrue();
    assertThat(hashed).isNotDone();

    end.countDown();
    assertThat(hashed.join()).isEqualTo("hashed");
  }

  @Test
  void thereAreTwiceAsManyTurnsAsPermits() throws InterruptedException {
    Admission admission = new Admission(2, 1, 100, SHORT);
    CountDownLatch begun = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      start(
          () ->
              admission.admitToTurn(
                  turn -> {
                    begun.countDown();
                    return await(end);
                  }));
    }
    assertThat(await(begun)).isTrue();

    assertThatExceptionOfType(Overloaded.class)
        .isThrownBy(() -> admission.admitToTurn(turn -> "never"));
  }

  @Test
  void aTurnsPermitIsGivenBackHoweverTheHashingEnds() {
    Admission admission = new Admission(1, 1, 1, SHORT);
    IllegalStateException failure = new IllegalStateException("a failure");
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> admission.admitToTurn(turn -> turn.hash(() -> fail(failure))))
          .isSameAs(failure);
      assertThat(admission.admit(() -> "done")).isEqualTo("done");
    }
  }

  @Test
  void allHashesAtOnceAreThoseOfBothPools() {
    assertThat(new Admission(2, 1, 1, SHORT).maxHashesAtOnce()).isEqualTo(3);
    assertThat(new Admission(256, 256, 1, SHORT).maxHashesAtOnce()).isEqualTo(512);
  }

  @Test
  void everyBoundItselfIsAllowed() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              new Admission(1, 1, 1, Duration.ofMillis(10));
              new Admission(256, 256, 10_000, Duration.ofSeconds(60));
            });
  }

  @Test
  void permitsAreOneTo256() {
    for (int wrong : new int[] {Integer.MIN_VALUE, 0, 257}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Admission(wrong, 1, 1, SHORT))
          .withMessage("permits must be 1 to 256");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Admission(1, wrong, 1, SHORT))
          .withMessage("decoyPermits must be 1 to 256");
    }
  }

  @Test
  void oneToTenThousandMayWait() {
    for (int wrong : new int[] {Integer.MIN_VALUE, 0, 10_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Admission(1, 1, wrong, SHORT))
          .withMessage("mostWaiting must be 1 to 10000");
    }
  }

  @Test
  void theQueueIsTenMillisecondsToAMinute() {
    for (String wrong : List.of("PT0S", "PT0.009999999S", "PT60.000000001S", "PT-1S")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Admission(1, 1, 1, Duration.parse(wrong)))
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
