package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qrpin.hashing.HashingPermits.Admission;
import io.qrpin.hashing.HashingPermits.Permit;
import io.qrpin.hashing.HashingPermits.Purpose;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HashingPermitsTest {

  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofSeconds(60);

  private static HashingPermits withPermits(int count, Duration queue) {
    return withPermits(count, 100, queue);
  }

  private static HashingPermits withPermits(int count, int mostWaiting, Duration queue) {
    return new HashingPermits(count, 1, 1, mostWaiting, queue);
  }

  private static <R> R admit(HashingPermits permits, Supplier<R> work) {
    Permit permit = permits.takePermit();
    try (permit) {
      return work.get();
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
  private void fill(HashingPermits permits, int count) throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      start(
          () ->
              admit(
                  permits,
                  () -> {
                    taken.countDown();
                    return await(end);
                  }));
    }
    taken.await();
  }

  /** Keeps one of two turns, because with two turns the order of service is undefined. */
  private void leaveOneTurn(HashingPermits permits) throws InterruptedException {
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

  @Test
  void whatTheWorkGivesIsGiven() {
    assertThat(HashingPermitsTest.<String>admit(withPermits(1, SHORT), () -> "done"))
        .isEqualTo("done");
  }

  @Test
  void asManyAsThereArePermitsWorkAtOnce() {
    HashingPermits permits = withPermits(3, LONG);
    CyclicBarrier meeting = new CyclicBarrier(3);
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 3)
            .mapToObj(i -> inThread(() -> admit(permits, () -> meet(meeting))))
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

  @Test
  void aThreadWithoutAPermitAtTheDeadlineIsRefusedAndItsWorkNotBegun() throws InterruptedException {
    HashingPermits permits = withPermits(2, SHORT);
    fill(permits, 2);
    List<String> begun = new ArrayList<>();

    Overloaded overloaded =
        catchThrowableOfType(Overloaded.class, () -> admit(permits, () -> begun.add("begun")));

    assertThat(overloaded).isNotNull();
    assertThat(begun).isEmpty();
  }

  @Test
  void whereAsManyWaitAsMayTheNextIsTurnedAwayAtOnce() throws InterruptedException {
    HashingPermits permits = withPermits(2, 3, LONG);
    fill(permits, 2);
    for (int i = 0; i < 3; i++) {
      untilQueued(start(() -> admit(permits, () -> "done")));
    }

    assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> admit(permits, () -> "never"));

    letEverybodyGo();
    assertThat(HashingPermitsTest.<String>admit(permits, () -> "done")).isEqualTo("done");
  }

  @Test
  void thereIsRoomUntilAsManyWaitAsMay() throws InterruptedException {
    HashingPermits permits = new HashingPermits(1, 1, 1, 1, LONG);
    permits.admit().close();
    fill(permits, 1);
    permits.admit().close();
    untilQueued(start(() -> admit(permits, () -> "done")));

    assertThat(permits.hasRoom()).isFalse();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::admit);

    letEverybodyGo();
    assertThat(permits.hasRoom()).isTrue();
    permits.admit().close();
  }

  @Test
  void asManyAttemptsMayBeUnderWayAsWorkAndTwiceAsManyAsWait() {
    HashingPermits permits = withPermits(1, 2, SHORT);
    List<Admission> underWay = Stream.generate(() -> identified(permits)).limit(4).toList();
    assertThat(permits.hasRoom()).isTrue();
    Admission last = identified(permits);

    assertThat(permits.hasRoom()).isFalse();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::admit);

    last.close();
    last.close();
    assertThat(permits.hasRoom()).isTrue();
    permits.admit();
    assertThat(permits.hasRoom()).isFalse();
    underWay.forEach(Admission::close);
    assertThat(permits.hasRoom()).isTrue();
  }

  private static Admission identified(HashingPermits permits) {
    Admission admission = permits.admit();
    admission.identified();
    return admission;
  }

  @Test
  void anAttemptKeepsAPlaceInTheQueueFreeUntilItIsIdentified() {
    HashingPermits permits = withPermits(1, 2, SHORT);
    List<Admission> approaching = Stream.generate(permits::admit).limit(3).toList();

    assertThat(permits.hasRoom()).isFalse();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::admit);

    approaching.get(0).identified();
    approaching.get(0).identified();
    assertThat(permits.hasRoom()).isTrue();
    permits.admit();
    assertThat(permits.hasRoom()).isFalse();
    approaching.get(1).close();
    assertThat(permits.hasRoom()).isTrue();
  }

  @Test
  void aDecoyHasAPermitAtOnceOrNone() throws InterruptedException {
    HashingPermits permits = new HashingPermits(1, 2, 1, 100, LONG);
    fill(permits, 1);
    Permit one = permits.decoyPermit().orElseThrow();
    assertThat(permits.decoyPermit()).isPresent();
    assertThat(permits.decoyPermit()).isEmpty();
    one.close();
    one.close();
    assertThat(permits.decoyPermit()).isPresent();
    assertThat(permits.decoyPermit()).isEmpty();
  }

  @Test
  void decoysDelayNoWorker() {
    HashingPermits permits = withPermits(1, SHORT);
    permits.decoyPermit().orElseThrow();
    assertThat(HashingPermitsTest.<String>admit(permits, () -> "done")).isEqualTo("done");
  }

  @Test
  void aStrangerWaitsForATurnAndPassesItOn() throws InterruptedException {
    HashingPermits permits = withPermits(1, LONG);
    leaveOneTurn(permits);
    fill(permits, 1);
    CompletableFuture<String> stranger =
        inThread(
            () -> {
              permits.awaitTurn();
              return "its turn";
            });
    untilQueued(threads.get(2));
    CompletableFuture<String> worker = inThread(() -> admit(permits, () -> "done"));
    untilQueued(threads.get(3));
    assertThat(stranger).isNotDone();

    end.countDown();

    assertThat(stranger.join()).isEqualTo("its turn");
    assertThat(worker.join()).isEqualTo("done");
  }

  @Test
  void aStrangerWithoutATurnAtTheDeadlineIsRefusedAsAWorkerIs() throws InterruptedException {
    HashingPermits permits = withPermits(1, SHORT);
    leaveOneTurn(permits);
    fill(permits, 1);
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::awaitTurn);
    letEverybodyGo();
    permits.awaitTurn();
    assertThat(permits.takeTurn()).isNotNull();
    assertThat(permits.takeTurn()).isNotNull();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::takeTurn);
  }

  @Test
  void aStrangerTakesNoPlaceInTheQueue() throws InterruptedException {
    HashingPermits permits = withPermits(1, 2, LONG);
    leaveOneTurn(permits);
    fill(permits, 1);
    CompletableFuture<Boolean> stranger =
        inThread(
            () -> {
              permits.awaitTurn();
              return true;
            });
    untilQueued(threads.get(2));
    assertThat(permits.hasRoom()).isTrue();
    end.countDown();
    assertThat(stranger.join()).isTrue();
  }

  @Test
  void whereThereIsNoPlaceInTheQueueAStrangerIsTurnedAwayAtOnceToo() throws InterruptedException {
    HashingPermits permits = withPermits(1, 1, LONG);
    leaveOneTurn(permits);
    fill(permits, 1);
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::takeTurn);
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::awaitTurn);
  }

  @Test
  void aWaitingThreadHashesWhenAPermitIsGivenBack() throws InterruptedException {
    HashingPermits permits = withPermits(1, LONG);
    fill(permits, 1);
    CompletableFuture<String> waiting = inThread(() -> admit(permits, () -> "done"));
    untilQueued(threads.get(1));
    assertThat(waiting).isNotDone();

    end.countDown();

    assertThat(waiting.join()).isEqualTo("done");
  }

  @Test
  void firstComeFirstServed() throws InterruptedException {
    HashingPermits permits = withPermits(1, LONG);
    leaveOneTurn(permits);
    fill(permits, 1);
    List<Integer> served = new CopyOnWriteArrayList<>();
    List<Thread> queued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      Thread thread = start(() -> admit(permits, () -> served.add(number)));
      untilQueued(thread);
      queued.add(thread);
    }

    end.countDown();
    for (Thread thread : queued) {
      thread.join();
    }

    assertThat(served).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void noThreadOvertakesTheQueueWhenAPermitIsGivenBack() {
    HashingPermits permits = withPermits(1, LONG);
    List<String> served = new CopyOnWriteArrayList<>();
    admit(
        permits,
        () -> {
          untilQueued(start(() -> admit(permits, () -> served.add("the one that waited"))));
          return "giving back";
        });

    admit(permits, () -> served.add("the one that came later"));

    assertThat(served).containsExactly("the one that waited", "the one that came later");
  }

  @Test
  void thePermitIsGivenBackHoweverTheWorkEnds() {
    HashingPermits permits = withPermits(1, SHORT);
    IllegalStateException failure = new IllegalStateException("a failure");
    AssertionError error = new AssertionError("an error");
    for (int i = 0; i < 3; i++) {
      assertThat(HashingPermitsTest.<String>admit(permits, () -> "done")).isEqualTo("done");
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> admit(permits, () -> fail(failure)))
          .isSameAs(failure);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> admit(permits, () -> fail(error)))
          .isSameAs(error);
    }
  }

  private static String fail(RuntimeException failure) {
    throw failure;
  }

  private static String fail(Error error) {
    throw error;
  }

  @Test
  void aRefusedThreadGivesNoPermitBack() throws InterruptedException {
    HashingPermits permits = withPermits(1, SHORT);
    fill(permits, 1);
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> admit(permits, () -> "never"));
    }
  }

  @Test
  void aThreadThatIsInterruptedWhileItWaitsIsRefusedAndStaysInterrupted()
      throws InterruptedException {
    HashingPermits permits = withPermits(1, LONG);
    fill(permits, 1);
    CompletableFuture<Boolean> interrupted =
        inThread(
            () -> {
              assertThatExceptionOfType(Overloaded.class)
                  .isThrownBy(() -> admit(permits, () -> "never"));
              return Thread.currentThread().isInterrupted();
            });
    untilQueued(threads.get(1));

    threads.get(1).interrupt();

    assertThat(interrupted.join()).isTrue();
  }

  @Test
  void aThreadWithATurnGetsReadyWhileAnotherHashesAndHashesAfterwards()
      throws InterruptedException {
    HashingPermits permits = new HashingPermits(1, 1, 1, 100, LONG);
    fill(permits, 1);
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
    HashingPermits permits = new HashingPermits(2, 1, 1, 100, SHORT);
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
    HashingPermits permits = new HashingPermits(1, 1, 1, 1, SHORT);
    IllegalStateException failure = new IllegalStateException("a failure");
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> inTurn(permits, turn -> hash(turn, () -> fail(failure))))
          .isSameAs(failure);
      assertThat(admit(permits, () -> "done")).isEqualTo("done");
    }
  }

  @Test
  void aPermitThatIsClosedTwiceIsGivenBackOnce() throws InterruptedException {
    HashingPermits permits = withPermits(1, SHORT);
    Permit permit = permits.takePermit();
    permit.close();
    permit.close();
    fill(permits, 1);
    assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> admit(permits, () -> "never"));
  }

  @Test
  void aTurnThatIsClosedTwiceIsGivenBackOnce() {
    HashingPermits permits = new HashingPermits(1, 1, 1, 100, SHORT);
    Turn turn = permits.takeTurn();
    turn.close();
    turn.close();
    assertThat(permits.takeTurn()).isNotNull();
    assertThat(permits.takeTurn()).isNotNull();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::takeTurn);
  }

  @Test
  void allHashesAtOnceAreThoseOfWorkersAndDecoys() {
    assertThat(new HashingPermits(2, 1, 1, 1, SHORT).maxHashesAtOnce()).isEqualTo(3);
    assertThat(new HashingPermits(256, 256, 1, 1, SHORT).maxHashesAtOnce()).isEqualTo(512);
  }

  @Test
  void everyBoundItselfIsAllowed() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              new HashingPermits(1, 1, 1, 1, Duration.ofMillis(10));
              new HashingPermits(256, 256, 256, 10_000, Duration.ofSeconds(60));
            });
  }

  @Test
  void permitsAreOneTo256() {
    for (int wrong : new int[] {Integer.MIN_VALUE, 0, 257}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HashingPermits(wrong, 1, 1, 1, SHORT))
          .withMessage("permits must be 1 to 256");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HashingPermits(1, wrong, 1, 1, SHORT))
          .withMessage("decoyPermits must be 1 to 256");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HashingPermits(1, 1, wrong, 1, SHORT))
          .withMessage("bulkPermits must be 1 to 256");
    }
  }

  @Test
  void oneToTenThousandMayWait() {
    for (int wrong : new int[] {Integer.MIN_VALUE, 0, 10_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HashingPermits(1, 1, 1, wrong, SHORT))
          .withMessage("mostWaiting must be 1 to 10000");
    }
  }

  @Test
  void theQueueIsTenMillisecondsToAMinute() {
    for (String wrong : List.of("PT0S", "PT0.009999999S", "PT60.000000001S", "PT-1S")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HashingPermits(1, 1, 1, 1, Duration.parse(wrong)))
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

  private static <R> R hashInBulk(HashingPermits permits, Supplier<R> work) {
    Permit permit = permits.takePermit(Purpose.BULK);
    try (permit) {
      return work.get();
    }
  }

  @Test
  void forOneWorkerAPermitIsAWorkersPermit() throws InterruptedException {
    HashingPermits permits = withPermits(1, SHORT);
    permits.takePermit(Purpose.ONE_WORKER).close();
    fill(permits, 1);
    assertThatExceptionOfType(Overloaded.class)
        .isThrownBy(() -> permits.takePermit(Purpose.ONE_WORKER));
  }

  @Test
  void whereWorkersRestABulkRunHashesAtOnceAndAsOftenAsItLikes() {
    HashingPermits permits = withPermits(1, SHORT);
    for (int i = 0; i < 3; i++) {
      assertThat(hashInBulk(permits, () -> "done")).isEqualTo("done");
    }
  }

  @Test
  void bulkRunsHashNoMoreAtOnceThanTheirOwnPermitsAllow() {
    HashingPermits permits = new HashingPermits(4, 1, 2, 100, LONG);
    Permit first = permits.takePermit(Purpose.BULK);
    permits.takePermit(Purpose.BULK);
    CompletableFuture<String> third = inThread(() -> hashInBulk(permits, () -> "done"));
    untilWaiting(threads.get(0));
    assertThat(third).isNotDone();

    first.close();
    first.close();

    assertThat(third.join()).isEqualTo("done");
    assertThat(permits.bulkPermits()).isEqualTo(2);
  }

  @Test
  void aBulkHashTakesAWorkersPermitAndGivesItBack() {
    HashingPermits permits = withPermits(1, SHORT);
    Permit bulk = permits.takePermit(Purpose.BULK);
    assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> admit(permits, () -> "never"));
    bulk.close();
    bulk.close();
    assertThat(admit(permits, () -> "done")).isEqualTo("done");
    Permit again = permits.takePermit();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> admit(permits, () -> "never"));
    again.close();
  }

  @Test
  void whereWorkersNeverRestABulkRunWaitsForFortyHashes() throws InterruptedException {
    HashingPermits permits = new HashingPermits(1, 1, 1, 100, LONG);
    Turn busy = permits.takeTurn();
    CompletableFuture<String> bulk = inThread(() -> hashInBulk(permits, () -> "done"));
    for (int i = 1; i < SparePermits.WORKERS_HASHES; i++) {
      busy.takePermit().close();
    }
    untilWaiting(threads.get(0));
    assertThat(bulk).isNotDone();

    busy.takePermit().close();

    assertThat(bulk.join()).isEqualTo("done");
    busy.close();
  }

  @Test
  void aBulkRunOutlastsTheDeadlineOfTheQueue() throws InterruptedException {
    HashingPermits permits = withPermits(1, SHORT);
    fill(permits, 1);
    CompletableFuture<String> bulk = inThread(() -> hashInBulk(permits, () -> "done"));
    assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> admit(permits, () -> "never"));
    untilWaiting(threads.get(1));
    assertThat(bulk).isNotDone();

    letEverybodyGo();

    assertThat(bulk.join()).isEqualTo("done");
  }

  @Test
  void aBulkRunThatIsInterruptedWhileItWaitsIsRefusedAndTakesNothing() throws InterruptedException {
    HashingPermits permits = withPermits(1, LONG);
    fill(permits, 1);
    for (int i = 1; i <= 2; i++) {
      CompletableFuture<Boolean> interrupted =
          inThread(
              () -> {
                assertThatExceptionOfType(Overloaded.class)
                    .isThrownBy(() -> hashInBulk(permits, () -> "never"));
                return Thread.currentThread().isInterrupted();
              });
      threads.get(i).interrupt();
      assertThat(interrupted.join()).isTrue();
    }

    letEverybodyGo();
    assertThat(hashInBulk(permits, () -> "done")).isEqualTo("done");
  }

  private static void untilWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).as("still to wait").isTrue();
      Thread.onSpinWait();
    }
  }

  /** Remembers what it saw. */
  private static final class Seen implements PermitWatch {
    private final List<String> all = new CopyOnWriteArrayList<>();
    private final List<Long> waits = new CopyOnWriteArrayList<>();

    @Override
    public void waited(long nanos) {
      all.add("waited");
      waits.add(nanos);
    }

    @Override
    public void turnedAway() {
      all.add("turnedAway");
    }

    @Override
    public void decoy(boolean hashed) {
      all.add("decoy " + hashed);
    }
  }

  private final Seen seen = new Seen();

  private HashingPermits watched(int mostWaiting, Duration queue) {
    return new HashingPermits(1, 1, 1, mostWaiting, queue, seen);
  }

  @Test
  void theWatchSeesEachPermitOfATurnAndEachDecoy() {
    HashingPermits permits = watched(1, LONG);
    permits.takePermit().close();
    Turn turn = permits.takeTurn();
    turn.takePermit().close();
    turn.takePermit().close();
    turn.close();
    Permit decoy = permits.decoyPermit().orElseThrow();
    assertThat(permits.decoyPermit()).isEmpty();
    decoy.close();

    assertThat(seen.all).containsExactly("waited", "waited", "waited", "decoy true", "decoy false");
    assertThat(seen.waits).allMatch(nanos -> nanos >= 0);
  }

  @Test
  void theWatchSeesHowLongTheLineWas() throws InterruptedException {
    HashingPermits permits = watched(1, LONG);
    Permit taken = permits.takePermit();
    Thread waiting = start(() -> permits.takePermit().close());
    untilQueued(waiting);
    long begin = System.nanoTime();
    long end = System.nanoTime();
    taken.close();
    waiting.join();

    assertThat(seen.waits).hasSize(2);
    assertThat(seen.waits.get(1)).isGreaterThan(end - begin);
  }

  @Test
  void theWatchSeesEachOneWhoIsTurnedAwayOnce() {
    HashingPermits permits = watched(1, SHORT);
    Permit taken = permits.takePermit();
    Admission admission = permits.admit();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::takePermit);
    assertThat(permits.turnedAway()).isInstanceOf(Overloaded.class);
    taken.close();
    admission.close();

    assertThat(seen.all).containsExactly("waited", "turnedAway", "turnedAway");
  }

  @Test
  void permitsAreExhaustedFromTheFirstOneTurnedAwayUntilOneIsLeftOver() {
    HashingPermits permits = withPermits(1, 1, SHORT);
    Permit taken = permits.takePermit();
    assertThat(permits.exhaustedFor()).as("busy, and nobody was turned away").isZero();

    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::takePermit);
    assertThat(permits.exhaustedFor()).as("one alone was turned away").isZero();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::takePermit);
    Duration first = permits.exhaustedFor();
    assertThat(first).isPositive();
    assertThatExceptionOfType(Overloaded.class).isThrownBy(permits::takePermit);
    assertThat(permits.exhaustedFor()).isGreaterThan(first);

    taken.close();
    assertThat(permits.exhaustedFor()).isZero();
  }

  @Test
  void aCallerThatFindsNoRoomAndDoesNotTryExhaustsThePermitsToo() {
    HashingPermits permits = watched(1, SHORT);
    Permit taken = permits.takePermit();

    assertThat(permits.exhausted()).isInstanceOf(Overloaded.class);
    assertThat(permits.exhausted()).isInstanceOf(Overloaded.class);

    assertThat(permits.exhaustedFor()).isPositive();
    assertThat(seen.all).containsExactly("waited", "turnedAway", "turnedAway");
    taken.close();
    assertThat(permits.exhaustedFor()).isZero();
  }

  @Test
  void oneTurnedAwayForAnotherReasonDoesNotExhaustThePermits() {
    HashingPermits permits = withPermits(1, 1, SHORT);
    Permit taken = permits.takePermit();
    permits.turnedAway();
    assertThat(permits.exhaustedFor()).isZero();
    taken.close();
  }
}
