package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.qrpin.it.Ward.Badge;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server or the database stops or pauses while people sign in. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeLossIT {

  private static final int KILLS = 10;
  private static final int VICTIMS = 12;

  /** The number of free guesses, so that no guess is refused because of earlier ones. */
  private static final int GUESSES = 10;

  private static final int ANSWERS_BEFORE_THE_KILL = 25;

  private Path data;
  private EmbeddedPostgres postgres;
  private Ward ward;

  @BeforeAll
  void open(@TempDir Path folder) {
    data = folder;
    postgres = Database.startPostgres(LibertyServer.freePort(), data);
    ward =
        new Ward(
            "loss",
            postgres,
            plan ->
                plan.with("qrpin.throttling.free-guesses", String.valueOf(GUESSES))
                    .with("qrpin.throttling.waits", "PT1H")
                    .with("qrpin.throttling.longest-wait", "PT1H")
                    .with("qrpin.throttling.limit", "100")
                    .with("qrpin.hashing.permits", "4")
                    .with("qrpin.hashing.queue", "PT30S"));
  }

  @AfterAll
  void close() throws IOException {
    ward.close();
    postgres.close();
  }

  @Test
  @DisplayName("A server that is killed gives no free guess and charges no guess twice.")
  void whenAServerIsKilledInAStormNoGuessIsFreeAndNoneIsChargedTwice() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      Ward.Node killed = ward.node(kill);
      Ward.Node other = ward.node(kill + 1);
      List<Badge> badges = IntStream.range(0, VICTIMS).mapToObj(i -> enrol(other)).toList();
      long before = ward.hashes();

      List<Guess> guesses = guessUntilKilled(badges, killed);
      CompletableFuture<Void> startedAgain = CompletableFuture.runAsync(killed.server::start);
      try {

        assertThat(guesses).filteredOn(it -> it.node() == other).noneMatch(Guess::isUnanswered);
        assertThat(guesses).extracting(Guess::status).isSubsetOf(401, 503, Guess.UNANSWERED);
        awaitEndOfLeases();
        long hashed = ward.hashes() - before;
        List<Answer> rightOnes =
            badges.stream().map(badge -> other.signIn(badge, badge.pin())).toList();
        assertThat(rightOnes).extracting(Answer::status).isSubsetOf(200, 429);
        assertThat(badges.stream().mapToLong(this::charged).sum())
            .as("each guess that was compared was charged")
            .isGreaterThanOrEqualTo(hashed);
        assertThat(badges).allSatisfy(badge -> assertChargedOnce(badge, guesses));
      } finally {
        startedAgain.join();
      }
    }
  }

  private Badge enrol(Ward.Node node) {
    return node.enrol(ward.hire());
  }

  /**
   * A wrong guess and its answer.
   *
   * @param status the status of the answer, or {@link #UNANSWERED}
   */
  private record Guess(Badge badge, Ward.Node node, int status) {
    static final int UNANSWERED = 0;

    boolean isUnanswered() {
      return status == UNANSWERED;
    }
  }

  private List<Guess> guessUntilKilled(List<Badge> badges, Ward.Node killed) throws Exception {
    CountDownLatch answered = new CountDownLatch(ANSWERS_BEFORE_THE_KILL);
    try (Crowd crowd = new Crowd()) {
      List<CompletableFuture<Guess>> sent = new ArrayList<>();
      for (Badge badge : badges) {
        List<String> pins =
            Ward.guesses(0).filter(it -> !it.equals(badge.pin())).limit(GUESSES).toList();
        for (int i = 0; i < GUESSES; i++) {
          Ward.Node node = ward.node(i);
          String pin = pins.get(i);
          sent.add(
              crowd.begin(
                  () -> {
                    Guess guess = new Guess(badge, node, status(node, badge, pin));
                    answered.countDown();
                    return guess;
                  }));
        }
      }
      assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
      killed.server.kill();
      return Crowd.answers(sent);
    }
  }

  private static int status(Ward.Node node, Badge badge, String pin) {
    try {
      return node.signIn(badge, pin).status();
    } catch (Api.NoAnswer e) {
      return Guess.UNANSWERED;
    }
  }

  private void awaitEndOfLeases() {
    ward.database.await(
        "select not exists (select 1 from attempt_ledger"
            + " where open_charges > 0 and lease_until > clock_timestamp())");
  }

  private long charged(Badge badge) {
    return Long.parseLong(ward.ledger("total_failures", badge.worker()));
  }

  private void assertChargedOnce(Badge badge, List<Guess> guesses) {
    Map<Integer, Long> counted =
        guesses.stream()
            .filter(it -> it.badge() == badge)
            .collect(Collectors.groupingBy(Guess::status, Collectors.counting()));
    long refused = counted.getOrDefault(401, 0L);
    long unanswered = counted.getOrDefault(Guess.UNANSWERED, 0L);
    assertThat(charged(badge)).isBetween(refused, refused + unanswered);
    assertThat(ward.ledger("open_charges", badge.worker())).isEqualTo("0");
  }

  @Test
  void aServerThatPausedPastItsLeaseRefusesTheRightPin() {
    Badge alone = ward.somebody();
    Badge overtaken = ward.somebody();
    try (Crowd crowd = new Crowd()) {
      List<CompletableFuture<Answer>> sent =
          ward.second.whileHashesAreHeld(
              () -> {
                List<CompletableFuture<Answer>> attempts =
                    List.of(alone, overtaken).stream()
                        .map(it -> crowd.begin(() -> ward.second.signIn(it, it.pin())))
                        .toList();
                ward.awaitOpenCharges(1, alone.worker());
                ward.awaitOpenCharges(1, overtaken.worker());
                ward.second.server.pause();
                awaitEndOfLeases();
                return attempts;
              });
      Answer elsewhere = ward.first.signIn(overtaken, overtaken.pin());
      ward.second.server.resume();

      assertThat(Crowd.answers(sent)).extracting(Answer::status).containsOnly(401);
      assertThat(elsewhere.status()).isEqualTo(200);
    }
    assertThat(List.of(alone, overtaken)).extracting(this::charged).containsExactly(1L, 1L);
    assertThat(ward.second.signIn(alone, alone.pin()).json().getInt("failedAttempts")).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "While the database is unavailable, nobody is signed in and nothing that was answered is"
          + " lost.")
  void whileTheDatabaseIsUnavailableNobodyIsSignedInAndAnOpenChargeCountsOnceAfterwards() {
    Badge badge = ward.somebody();
    List<Badge> underWay = List.of(ward.somebody(), ward.somebody());
    String eventsBefore =
        ward.database.value("select count(*) from credential_event where " + Database.AT_ONCE);
    try (Crowd crowd = new Crowd()) {
      List<CompletableFuture<Answer>> sent =
          ward.first.whileHashesAreHeld(
              () -> {
                List<CompletableFuture<Answer>> attempts =
                    List.of(
                        crowd.begin(
                            () -> ward.first.signIn(underWay.get(0), underWay.get(0).pin())),
                        crowd.begin(
                            () -> ward.first.signIn(underWay.get(1), underWay.get(1).wrongPin())));
                underWay.forEach(it -> ward.awaitOpenCharges(1, it.worker()));
                stopDatabase();
                return attempts;
              });
      List<Answer> away =
          IntStream.range(0, 6).mapToObj(i -> ward.node(i).signIn(badge, badge.pin())).toList();

      assertThat(Crowd.answers(sent)).extracting(Answer::status).containsOnly(503);
      assertThat(away).extracting(Answer::status).containsOnly(503);
      assertThat(away).extracting(Answer::code).containsOnly("serviceNotAvailable");
    }

    postgres = Database.startPostgres(postgres.getPort(), data);

    assertThat(
            ward.database.value("select count(*) from credential_event where " + Database.AT_ONCE))
        .isEqualTo(eventsBefore);
    awaitEndOfLeases();
    for (int node = 0; node < 2; node++) {
      signInPastLostConnections(ward.node(node), badge);
    }
    for (Badge each : underWay) {
      Answer signedIn = ward.second.signIn(each, each.pin());
      assertThat(signedIn.status()).as(signedIn.toString()).isEqualTo(200);
      assertThat(signedIn.json().getInt("failedAttempts")).isEqualTo(1);
      assertThat(charged(each)).isEqualTo(1);
    }
    assertThat(charged(badge)).isEqualTo(0);
  }

  /** The first attempt may use a lost connection and get 503 once more. */
  private static void signInPastLostConnections(Ward.Node node, Badge badge) {
    Answer answer =
        Eventually.until(it -> it.status() != 503, () -> node.signIn(badge, badge.pin()));
    assertThat(answer.status()).isEqualTo(200);
  }

  private void stopDatabase() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
