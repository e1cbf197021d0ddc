package io.qrpin.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.subscriber.SubscriberId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BulkRunTest {

  private static final int NO_LIMIT = BulkList.MAX_LINES;
  private static final SubscriberId KIM = new SubscriberId("kim");

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<String> carriedOut = new CopyOnWriteArrayList<>();
  private final AtomicInteger ends = new AtomicInteger();
  private Map<String, SubscriberId> doneBefore = Map.of();
  private int maxFailed = NO_LIMIT;
  private int atOnce = 1;

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  /** Lines with the ids 1, 2 and so on, each for a user of the name that is given. */
  private BulkRun run(Function<String, LineOutcome> work, String... users) {
    StringBuilder csv = new StringBuilder("id,user,mode\n");
    for (int i = 0; i < users.length; i++) {
      csv.append(i + 1).append(',').append(users[i]).append(",enrol\n");
    }
    return new BulkRun(
        BulkList.ofCsv(csv.toString().getBytes(UTF_8)),
        doneBefore,
        line -> {
          carriedOut.add(line.name());
          return work.apply(line.user());
        },
        maxFailed,
        atOnce,
        executor,
        ends::incrementAndGet);
  }

  private static LineOutcome byName(String user) {
    if (user.startsWith("denied")) {
      return new LineOutcome.Denied();
    }
    return user.equals("broken")
        ? new LineOutcome.Broken(new IllegalStateException("a failure"))
        : done();
  }

  private static LineOutcome.Done done() {
    return new LineOutcome.Done(KIM, Optional.empty(), Optional.empty());
  }

  private static List<String> idsOf(BulkRun run) {
    List<String> ids = new ArrayList<>();
    for (var result = run.next(); result.isPresent(); result = run.next()) {
      ids.add(result.get().line().id().orElse("none"));
    }
    return ids;
  }

  @Test
  void everyLineIsCarriedOutOnceInTheOrderOfTheList() {
    BulkRun run = run(BulkRunTest::byName, "a", "b", "c");

    assertThat(idsOf(run)).containsExactly("1", "2", "3");
    assertThat(carriedOut).containsExactly("1", "2", "3");
    assertThat(run.summary()).isEqualTo(new BulkSummary(3, 0, 0, 0));
  }

  @Test
  void nothingIsDoneBeforeTheFirstResultIsTaken() {
    BulkRun run = run(BulkRunTest::byName, "a");
    assertThat(carriedOut).isEmpty();
    assertThat(run.summary()).isEqualTo(new BulkSummary(0, 0, 0, 1));
  }

  @Test
  void aFailedLineStopsNoOther() {
    BulkRun run = run(BulkRunTest::byName, "denied", "", "b");

    assertThat(idsOf(run)).containsExactly("1", "2", "3");
    assertThat(carriedOut).containsExactly("1", "3");
    assertThat(run.summary()).isEqualTo(new BulkSummary(1, 0, 2, 0));
  }

  @Test
  void aMalformedLineFailsWhenItsTurnComes() {
    BulkRun run = run(BulkRunTest::byName, "a", "");
    run.next();

    BulkRun.Result result = run.next().orElseThrow();

    assertThat(result.outcome())
        .isEqualTo(
            new LineOutcome.Malformed(
                Optional.of("user"),
                "The part user must have 1 to 320 characters, none of them for control."));
  }

  @Test
  void aLineThatAnEarlierRunHasDoneIsNotDoneAgain() {
    doneBefore = Map.of("1", KIM);
    BulkRun run = run(BulkRunTest::byName, "a", "b");

    assertThat(run.next().orElseThrow().outcome()).isEqualTo(new LineOutcome.AlreadyDone(KIM));
    assertThat(run.next().orElseThrow().outcome()).isEqualTo(done());
    assertThat(run.next()).isEmpty();
    assertThat(carriedOut).containsExactly("2");
    assertThat(run.summary()).isEqualTo(new BulkSummary(1, 1, 0, 0));
  }

  @Test
  void theRunEndsWithTheGivenNumberOfFailedLinesAndNotOneMore() {
    for (int parallel : new int[] {1, 4}) {
      carriedOut.clear();
      maxFailed = 2;
      atOnce = parallel;
      BulkRun run = run(BulkRunTest::byName, "denied-a", "b", "denied-c", "denied-d", "e");

      assertThat(idsOf(run)).containsExactlyInAnyOrder("1", "2", "3");
      assertThat(carriedOut).containsExactlyInAnyOrder("1", "2", "3");
      assertThat(run.summary()).isEqualTo(new BulkSummary(1, 0, 2, 2));
    }
  }

  @Test
  void malformedLinesCountAsFailed() {
    maxFailed = 1;
    BulkRun run = run(BulkRunTest::byName, "", "b");
    assertThat(idsOf(run)).containsExactly("1");
    assertThat(run.summary()).isEqualTo(new BulkSummary(0, 0, 1, 1));
  }

  @Test
  void threeBrokenLinesInARowEndTheRun() {
    BulkRun run =
        run(
            BulkRunTest::byName,
            "broken",
            "broken",
            "b",
            "broken",
            "broken",
            "denied",
            "broken",
            "broken",
            "broken",
            "j");

    assertThat(idsOf(run)).hasSize(9);
    assertThat(run.summary()).isEqualTo(new BulkSummary(1, 0, 8, 1));
  }

  @Test
  void asManyLinesAreUnderWayAsMayBeAndNoMore() throws InterruptedException {
    atOnce = 3;
    CountDownLatch three = new CountDownLatch(3);
    CountDownLatch go = new CountDownLatch(1);
    BulkRun run =
        run(
            user -> {
              three.countDown();
              await(go);
              return done();
            },
            "a",
            "b",
            "c",
            "d");
    Thread taker = new Thread(run::next);
    taker.start();
    assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(carriedOut).containsExactlyInAnyOrder("1", "2", "3");
    go.countDown();
    taker.join();
    assertThat(carriedOut).hasSize(3);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aLineWaitsForAnEarlierOneOfTheSameUser() {
    atOnce = 3;
    AtomicInteger underWay = new AtomicInteger();
    BulkRun run =
        run(
            user -> {
              assertThat(underWay.incrementAndGet()).isEqualTo(1);
              Thread.yield();
              underWay.decrementAndGet();
              return done();
            },
            "kim",
            "Kim",
            "kim",
            "KIM",
            "kim",
            "kim");

    assertThat(idsOf(run)).containsExactly("1", "2", "3", "4", "5", "6");
    assertThat(run.summary()).isEqualTo(new BulkSummary(6, 0, 0, 0));
  }

  @Test
  void aClosedRunBeginsNoOtherLineAndWaitsForThoseUnderWay() {
    atOnce = 2;
    BulkRun run = run(BulkRunTest::byName, "a", "b", "c");
    run.next();

    run.close();
    run.close();

    assertThat(run.next()).isEmpty();
    assertThat(carriedOut).containsExactlyInAnyOrder("1", "2");
    assertThat(run.summary()).isEqualTo(new BulkSummary(2, 0, 0, 1));
    assertThat(ends).hasValue(1);
  }

  @Test
  void anInterruptLosesNoResultAndStays() {
    BulkRun run = run(BulkRunTest::byName, "a");
    Thread.currentThread().interrupt();

    assertThat(run.next()).isPresent();
    assertThat(Thread.interrupted()).isTrue();
  }
}
