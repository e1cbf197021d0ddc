package io.qrpin.it;

import static io.qrpin.it.Rush.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.qrpin.it.Ward.Badge;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The database carries out a statement and its answer is lost, or no connection is left. Nobody
 * knows then whether the statement took effect, so it is not repeated.
 */
@Tag("operations")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostAnswerIT {

  private static final int CONNECTIONS = 2;
  private static final int CALLERS = 10;

  private PostgresProxy proxy;
  private Ward ward;

  @BeforeAll
  void open() {
    EmbeddedPostgres postgres = Database.startPostgres();
    proxy = new PostgresProxy(postgres.getPort());
    ward =
        new Ward(
            "lost-answer",
            postgres,
            plan ->
                plan.with("qrpin.db.port", String.valueOf(proxy.port()))
                    .with("qrpin.db.prepare-threshold", "0")
                    .with("qrpin.db.connections", String.valueOf(CONNECTIONS))
                    .with("qrpin.db.attempt.connections", "7"));
  }

  @AfterAll
  void close() throws IOException {
    ward.close();
    proxy.close();
  }

  @Test
  void whenTheAnswerToACommitIsLostTheCallerGets503AndTheChangeIsWholeAndCanBeRepeated() {
    Badge badge = ward.somebody();
    List<String> before = ward.events(badge.worker());
    CompletableFuture<Void> lost = proxy.loseAnswerTo("COMMIT");

    Answer answer = reset(badge);

    assertUnavailable(answer);
    lost.join();
    assertThat(ward.events(badge.worker()))
        .as("the change and its audit row")
        .isEqualTo(Stream.concat(before.stream(), Stream.of("PinReset")).toList());
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(401);
    Answer repeated = Eventually.until(it -> it.status() != 503, () -> reset(badge));
    assertThat(repeated.status()).isEqualTo(201);
    assertThat(ward.verifier.isPinOf(badge.worker().id(), repeated.json().getString("code")))
        .isTrue();
  }

  private Answer reset(Badge badge) {
    return ward.first.asAdministrator(Api.pinOf(badge.worker().id())).patch("{}");
  }

  @Test
  @DisplayName("A charge whose answer is lost is not repeated, and counts as one wrong PIN.")
  void aChargeWhoseAnswerIsLostComparesNothingAndCountsOnceWhenItsLeaseEnds() {
    Badge badge = ward.somebody();
    long hashesBefore = ward.hashes();
    CompletableFuture<Void> lost = proxy.loseAnswerTo("open_charges = m.open_charges + 1");

    Answer answer = ward.first.signIn(badge, badge.pin());

    assertUnavailable(answer);
    lost.join();
    assertThat(ward.hashes()).isEqualTo(hashesBefore);
    assertThat(ward.ledger("open_charges", badge.worker())).isEqualTo("1");
    ward.database.await(
        "select lease_until < clock_timestamp() from attempt_ledger where subscriber_id = ?",
        badge.worker().id());
    assertNextSignInNamesFailures(badge, 1);
  }

  @Test
  void aRightPinWhoseSettleIsLostSignsNobodyInAndOwesNothing() {
    Badge badge = ward.somebody();
    CompletableFuture<Void> lost = proxy.loseAnswerTo("last_used_at = p.used_at");

    Answer answer = ward.first.signIn(badge, badge.pin());

    assertUnavailable(answer);
    lost.join();
    assertThat(ward.ledger("open_charges || ' ' || total_failures", badge.worker()))
        .isEqualTo("0 0");
    assertThat(ward.events(badge.worker())).containsOnlyOnce("SignedIn");
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
  }

  @Test
  void aWrongPinWhoseSettleIsLostIsCountedOnce() {
    Badge badge = ward.somebody();
    CompletableFuture<Void> lost = proxy.loseAnswerTo("repeats = j.recent_repeats");

    Answer answer = ward.first.signIn(badge, badge.wrongPin());

    assertUnavailable(answer);
    lost.join();
    assertThat(ward.ledger("open_charges || ' ' || total_failures", badge.worker()))
        .isEqualTo("0 1");
    assertThat(ward.events(badge.worker())).containsOnlyOnce("SignInRefused");
    assertNextSignInNamesFailures(badge, 1);
  }

  private void assertNextSignInNamesFailures(Badge badge, int many) {
    Answer next = ward.second.signIn(badge, badge.pin());
    assertThat(next.status()).as("%s", next).isEqualTo(200);
    assertThat(next.json().getInt("failedAttempts")).isEqualTo(many);
    assertThat(ward.ledger("total_failures", badge.worker())).isEqualTo(String.valueOf(many));
  }

  @Test
  void attemptsThatGetNoConnectionAre503AndChargeNobody() throws Exception {
    List<Badge> badges = Stream.generate(ward::somebody).limit(CALLERS).toList();
    List<Answer> answers;
    try (Connection other = lockLedger()) {
      answers = Crowd.atOnce(CALLERS, i -> ward.first.signIn(badges.get(i), badges.get(i).pin()));
      other.rollback();
    }

    assertThat(answers).allSatisfy(Rush::assertUnavailable);
    for (Badge badge : badges) {
      assertThat(ward.ledger("open_charges || ' ' || total_failures", badge.worker()))
          .isEqualTo("0 0");
      assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
    }
  }

  @Test
  void changesThatGetNoConnectionAre503AndTheOnesThatWaitedAreDone() throws Exception {
    List<Badge> badges = Stream.generate(ward::somebody).limit(CALLERS).toList();
    List<Answer> answers;
    try (Crowd crowd = new Crowd();
        Connection other = lockLedger()) {
      List<CompletableFuture<Answer>> sent =
          badges.stream().map(badge -> crowd.begin(() -> reset(badge))).toList();
      Eventually.until(
          done -> done == CALLERS - CONNECTIONS,
          () -> sent.stream().filter(CompletableFuture::isDone).count());
      other.rollback();
      answers = Crowd.answers(sent);
    }

    List<Answer> turnedAway = answers.stream().filter(it -> it.status() != 201).toList();
    assertThat(turnedAway).hasSize(CALLERS - CONNECTIONS).allSatisfy(Rush::assertUnavailable);
    IntStream.range(0, CALLERS)
        .filter(i -> answers.get(i).status() != 201)
        .mapToObj(badges::get)
        .forEach(it -> assertThat(ward.first.signIn(it, it.pin()).status()).isEqualTo(200));
    assertThat(reset(badges.get(0)).status()).isEqualTo(201);
  }

  private Connection lockLedger() throws Exception {
    Connection connection = ward.database.connect();
    connection.setAutoCommit(false);
    try (Statement lock = connection.createStatement()) {
      lock.execute("lock table attempt_ledger in access exclusive mode");
    }
    return connection;
  }
}
