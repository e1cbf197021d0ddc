package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.it.Api.Answer;
import io.qrpin.it.Ward.Badge;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Very many attempts at once on two servers. No wait ends during a test. The queues are long, so
 * that a slow machine refuses nobody. The connections are as few as possible.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StormIT {

  private static final int FREE_GUESSES = 5;
  private static final int CONNECTIONS = 2;
  private static final int PERMITS = 2;
  private static final int AT_ONCE = 25;

  private final Ward ward =
      new Ward(
          "storm",
          Database.startPostgres(),
          plan ->
              plan.with("qrpin.throttling.waits", "PT1H")
                  .with("qrpin.throttling.longest-wait", "PT1H")
                  .with("qrpin.throttling.lease", "PT30S")
                  .with("qrpin.throttling.patience", "PT40S")
                  .with("qrpin.hashing.permits", String.valueOf(PERMITS))
                  .with("qrpin.throttling.at-once", String.valueOf(AT_ONCE))
                  .with("qrpin.hashing.queue", "PT40S")
                  .with("qrpin.db.connections", String.valueOf(CONNECTIONS))
                  .with("qrpin.db.attempt.connections", "4"));

  @AfterAll
  void close() throws IOException {
    ward.close();
  }

  @Test
  @DisplayName(
      "When hundreds of guesses arrive at once on several servers, no more are compared than the"
          + " worker has left.")
  void
      ofFourHundredParallelWrongGuessesExactlyTheFreeOnesAreComparedAndTheRightPinIsNotAfterThem() {
    Badge badge = ward.somebody();
    List<String> guesses = wrongGuesses(400, badge);
    Queue<Answer> rightOnes = new ConcurrentLinkedQueue<>();
    long before = ward.hashes();

    List<Answer> answers =
        Crowd.atOnce(
            guesses.size(),
            i -> {
              Answer answer = ward.node(i).signIn(badge, guesses.get(i));
              if (answer.status() == 429) {
                rightOnes.add(whereThereIsRoom(ward.node(i / 2), badge));
              }
              return answer;
            });

    assertThat(ward.hashes() - before).isEqualTo(FREE_GUESSES);
    assertThat(answers).extracting(Answer::status).isSubsetOf(401, 429, 503);
    assertThat(answers.stream().filter(it -> it.status() == 401)).hasSize(FREE_GUESSES);
    assertThat(rightOnes).isNotEmpty().extracting(Answer::status).containsOnly(429);
    assertThat(ward.ledger("failures || ' ' || open_charges", badge.worker()))
        .isEqualTo(FREE_GUESSES + " 0");
    assertThat(ward.events(badge.worker()).stream().filter("SignInLocked"::equals)).hasSize(1);
  }

  /** The right PIN; many attempts with one badge at once are turned away with 503. */
  private static Answer whereThereIsRoom(Ward.Node node, Badge badge) {
    return Eventually.until(it -> it.status() != 503, () -> node.signIn(badge, badge.pin()));
  }

  @Test
  void theRightPinAmongWrongGuessesIsNeverAcceptedAfterTheLimit() {
    Badge badge = ward.somebody();
    List<String> guesses = wrongGuesses(200, badge);
    AtomicBoolean locked = new AtomicBoolean();
    long before = ward.hashes();
    int eventsBefore = ward.events(badge.worker()).size();

    List<Boolean> believedAfterwards =
        Crowd.atOnce(
            guesses.size(),
            i -> {
              boolean after = locked.get();
              String pin = i % 10 == 0 || after ? badge.pin() : guesses.get(i);
              Answer answer = ward.node(i / 2).signIn(badge, pin);
              if (answer.status() == 429) {
                locked.set(true);
              }
              Answer right = ward.node(i).signIn(badge, locked.get() ? badge.pin() : pin);
              return (after && answer.status() == 200) || (locked.get() && right.status() == 200);
            });

    assertThat(locked).isTrue();
    assertThat(believedAfterwards).containsOnly(false);
    List<String> events = ward.events(badge.worker());
    List<String> compared = events.subList(eventsBefore, events.size());
    assertThat(ward.hashes() - before)
        .as("each comparison is recorded once, and so is the lock")
        .isEqualTo(compared.size() - 1);
    assertThat(compared.get(compared.size() - 1)).isEqualTo("SignInLocked");
    assertThat(longestRun("SignInRefused", compared)).isLessThanOrEqualTo(FREE_GUESSES);
  }

  @Test
  @DisplayName("Parallel sign-ins of one worker with the right PIN all succeed.")
  void fiftyParallelRightSignInsOfOneWorkerAllSucceedAndSoDoOthersMeanwhile() {
    Badge badge = ward.somebody();
    List<Badge> others = IntStream.range(0, 10).mapToObj(i -> ward.somebody()).toList();

    List<Answer> answers =
        Crowd.atOnce(
            60,
            i -> {
              Badge shown = i < 50 ? badge : others.get(i - 50);
              return ward.node(i).signIn(shown, shown.pin());
            });

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(ward.events(badge.worker()).stream().filter("SignedIn"::equals)).hasSize(50);
    assertThat(ward.ledger("failures || ' ' || open_charges", badge.worker())).isEqualTo("0 0");
  }

  @Test
  @DisplayName("Many attempts with one badge turn away nobody else.")
  void aHundredAndTenParallelRightPinsOfOneBadgeTurnAwayNoOtherWorker() {
    Badge badge = ward.somebody();
    List<Badge> others = IntStream.range(0, 30).mapToObj(i -> ward.somebody()).toList();

    List<Answer> answers =
        Crowd.atOnce(
            110 + others.size(),
            i -> {
              Badge shown = i < 110 ? badge : others.get(i - 110);
              return ward.first.signIn(shown, shown.pin());
            });

    assertThat(answers.subList(110, answers.size())).extracting(Answer::status).containsOnly(200);
    List<Answer> ofTheBadge = answers.subList(0, 110);
    assertThat(ofTheBadge).extracting(Answer::status).containsOnly(200, 503);
    assertThat(ofTheBadge.stream().filter(it -> it.status() == 200))
        .hasSizeGreaterThanOrEqualTo(AT_ONCE);
    assertThat(ofTheBadge.stream().filter(it -> it.status() == 503))
        .isNotEmpty()
        .allSatisfy(
            it -> {
              assertThat(it.code()).isEqualTo("serviceOverloaded");
              assertThat(it.header("Retry-After")).isEqualTo("1");
            });
    assertThat(ward.ledger("failures || ' ' || open_charges", badge.worker())).isEqualTo("0 0");
  }

  @Test
  void aVoidBadgeHasTheSameBoundAsALiveOne() {
    Badge badge = ward.somebody();
    String revoked = badge.text();
    ward.first.asAdministrator(Api.methodOf(badge.worker().id()) + "/standardQRCode").delete();

    List<Answer> answers = Crowd.atOnce(110, i -> ward.first.signIn(revoked, badge.pin()));

    assertThat(answers).extracting(Answer::status).containsOnly(401, 503);
    assertThat(answers.stream().filter(it -> it.status() == 401))
        .hasSizeGreaterThanOrEqualTo(AT_ONCE);
  }

  @Test
  void whileOneWorkersLedgerRowIsLockedOthersSignInAndTheWorkerDoesAfterwards() throws Exception {
    Badge badge = ward.somebody();
    List<Badge> others = IntStream.range(0, 10).mapToObj(i -> ward.somebody()).toList();
    try (Crowd crowd = new Crowd();
        Connection connection = ward.database.connect()) {
      lockLedgerOf(badge.worker(), connection);

      List<CompletableFuture<Answer>> held =
          IntStream.range(0, 2 * PERMITS)
              .mapToObj(i -> crowd.begin(() -> ward.node(i).signIn(badge, badge.pin())))
              .toList();
      List<Answer> answers =
          Crowd.atOnce(others.size(), i -> ward.node(i).signIn(others.get(i), others.get(i).pin()));

      assertThat(answers).extracting(Answer::status).containsOnly(200);
      assertThat(held).noneMatch(CompletableFuture::isDone);
      connection.rollback();
      assertThat(Crowd.answers(held)).extracting(Answer::status).containsOnly(200);
    }
  }

  private static void lockLedgerOf(Worker worker, Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement lock =
        connection.prepareStatement(
            "select 1 from attempt_ledger where subscriber_id = ? for update")) {
      lock.setString(1, worker.id());
      lock.executeQuery();
    }
  }

  @Test
  void anOldPinThatIsSentAfterTheAnswerToAResetIsNeverAccepted() {
    Badge badge = ward.somebody();
    List<String> pins = new CopyOnWriteArrayList<>(List.of(badge.pin()));
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger oldOnes = new AtomicInteger();
    AtomicInteger believed = new AtomicInteger();
    try (Crowd crowd = new Crowd()) {
      List<CompletableFuture<Void>> attempts =
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      crowd.<Void>begin(
                          () -> {
                            for (int n = i; !over.get(); n++) {
                              int newest = pins.size() - 1;
                              boolean old = newest > 0 && n % 3 != 0;
                              String pin = pins.get(old ? newest - 1 : newest);
                              int status = ward.node(n).signIn(badge, pin).status();
                              if (old && !pin.equals(pins.get(newest))) {
                                oldOnes.incrementAndGet();
                                if (status == 200) {
                                  believed.incrementAndGet();
                                }
                              }
                            }
                            return null;
                          }))
              .toList();

      for (int i = 0; i < 50; i++) {
        pins.add(ward.node(i).reset(badge.worker()));
      }
      over.set(true);
      Crowd.answers(attempts);
    }

    assertThat(oldOnes).hasValueGreaterThan(50);
    assertThat(believed).hasValue(0);
    String last = ward.first.reset(badge.worker());
    assertThat(ward.second.signIn(badge, last).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("A reset ends the old PIN at once, even for attempts that are in progress.")
  void aPinThatIsBeingComparedWhenItIsResetIsRefused() {
    Badge badge = ward.somebody();
    try (Crowd crowd = new Crowd()) {
      CompletableFuture<Answer> attempt =
          ward.second.whileHashesAreHeld(
              () -> {
                CompletableFuture<Answer> sent =
                    crowd.begin(() -> ward.second.signIn(badge, badge.pin()));
                ward.awaitOpenCharges(1, badge.worker());
                assertThat(ward.first.reset(badge.worker())).isNotEqualTo(badge.pin());
                return sent;
              });

      assertThat(attempt.join().status()).isEqualTo(401);
      assertThat(ward.ledger("failures", badge.worker())).isEqualTo("0");
    }
  }

  @Test
  void theLastUseOfCodeAndMethodMovesWithEverySuccess() {
    Badge badge = ward.somebody();
    Answer first = ward.first.signIn(badge, badge.pin());
    List<Instant> afterFirst = lastUses(badge);
    ward.second.signIn(badge, badge.wrongPin());
    List<Instant> afterWrong = lastUses(badge);
    Answer second = ward.second.signIn(badge, badge.pin());
    List<Instant> afterSecond = lastUses(badge);

    assertThat(Stream.of(first, second)).extracting(Answer::status).containsOnly(200);
    assertThat(afterFirst.get(0)).isEqualTo(afterFirst.get(1));
    assertThat(afterWrong).isEqualTo(afterFirst);
    assertThat(afterSecond.get(0)).isEqualTo(afterSecond.get(1)).isAfter(afterFirst.get(0));
  }

  private List<Instant> lastUses(Badge badge) {
    JsonObject method = ward.first.asAdministrator(Api.methodOf(badge.worker().id())).get().json();
    return Stream.of(method, method.getJsonObject("standardQRCode"))
        .map(it -> Instant.parse(it.getString("lastUsedDateTime")))
        .toList();
  }

  @Test
  void aPinThatWasHashedAtAnotherCostIsHashedAnewOnceByManyRightSignIns() {
    Badge badge = ward.somebody();
    String id = badge.worker().id();
    String generation = "select generation from qr_pin where subscriber_id = ?";
    String generationBefore = ward.database.value(generation, id);
    ward.verifier.hashAnew(id, badge.pin(), new Argon2Parameters(8192, 1));
    assertThat(ward.verifier.isHashedAsNewOnesAre(id)).isFalse();
    List<String> statements = new ArrayList<>();
    statements.add("create table hashed_anew (subscriber_id text)");
    statements.add(
        "create function note_hashed_anew() returns trigger language plpgsql as"
            + " $$ begin insert into hashed_anew values (new.subscriber_id); return new; end $$");
    statements.add(
        "create trigger hashed_anew after update on qr_pin"
            + " for each row execute function note_hashed_anew()");
    statements.forEach(ward.database::update);

    List<Answer> answers = Crowd.atOnce(20, i -> ward.node(i).signIn(badge, badge.pin()));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(ward.verifier.isHashedAsNewOnesAre(id)).isTrue();
    assertThat(ward.verifier.isPinOf(id, badge.pin())).isTrue();
    assertThat(ward.database.value(generation, id)).isEqualTo(generationBefore);
    assertThat(ward.database.value("select count(*) from hashed_anew where subscriber_id = ?", id))
        .isEqualTo("1");
  }

  @Test
  void aHundredWorkersAtOnceSignInOverTwoConnections() {
    List<Badge> badges = Crowd.atOnce(100, i -> ward.node(i).enrol(ward.hire()));

    List<Answer> answers =
        Crowd.atOnce(badges.size(), i -> ward.node(i).signIn(badges.get(i), badges.get(i).pin()));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
  }

  @Test
  void noConnectionIsHeldWhileAPinIsHashed() {
    List<Badge> badges = IntStream.range(0, CONNECTIONS).mapToObj(i -> ward.somebody()).toList();
    try (Crowd crowd = new Crowd()) {
      List<CompletableFuture<Answer>> attempts =
          ward.second.whileHashesAreHeld(
              () -> {
                List<CompletableFuture<Answer>> sent =
                    badges.stream()
                        .map(badge -> crowd.begin(() -> ward.second.signIn(badge, badge.pin())))
                        .toList();
                badges.forEach(badge -> ward.awaitOpenCharges(1, badge.worker()));

                Answer meanwhile =
                    ward.second.asAdministrator(Api.methodOf(badges.get(0).worker().id())).get();

                assertThat(meanwhile.status()).as(meanwhile.toString()).isEqualTo(200);
                assertThat(sent).noneMatch(CompletableFuture::isDone);
                return sent;
              });

      assertThat(Crowd.answers(attempts)).extracting(Answer::status).containsOnly(200);
    }
  }

  private static int longestRun(String event, List<String> events) {
    int longest = 0;
    int run = 0;
    for (String each : events) {
      run = each.equals(event) ? run + 1 : each.equals("SignedIn") ? 0 : run;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static List<String> wrongGuesses(int many, Badge badge) {
    return Ward.guesses(0).filter(it -> !it.equals(badge.pin())).limit(many).toList();
  }
}
