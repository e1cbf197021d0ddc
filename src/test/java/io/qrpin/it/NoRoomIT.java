package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.qrpin.it.Ward.Badge;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Servers that hash one PIN at a time, let one wait, and remember none. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoRoomIT {

  private static final int ROOM = 2;

  private final Ward ward =
      new Ward(
          "room",
          Database.startPostgres(),
          plan ->
              plan.with("qrpin.hashing.permits", "1")
                  .with("qrpin.hashing.waiting", "1")
                  .with("qrpin.pin.remembered", "0"));

  @AfterAll
  void close() throws IOException {
    ward.close();
  }

  @Test
  void anAttemptWithoutRoomIsRefusedAtOnceChargesNothingAndGetsRetryAfter() {
    List<Badge> badges = Stream.generate(ward::somebody).limit(2 * ROOM).toList();

    List<Answer> answers;
    try (Crowd crowd = new Crowd()) {
      List<CompletableFuture<Answer>> sent =
          ward.first.whileHashesAreHeld(
              () -> {
                List<CompletableFuture<Answer>> attempts =
                    badges.stream()
                        .map(badge -> crowd.begin(() -> ward.first.signIn(badge, badge.pin())))
                        .toList();
                Eventually.until(
                    answered -> answered == ROOM,
                    () -> attempts.stream().filter(CompletableFuture::isDone).count());
                return attempts;
              });
      answers = Crowd.answers(sent);
    }

    assertThat(answers).extracting(Answer::status).containsOnly(200, 503);
    List<Answer> turnedAway = answers.stream().filter(it -> it.status() == 503).toList();
    assertThat(turnedAway).hasSize(ROOM).extracting(Answer::code).containsOnly("serviceOverloaded");
    for (Answer answer : turnedAway) {
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.body()).contains(answer.header("request-id"));
    }
    for (Badge badge : badges) {
      assertThat(ward.ledger("failures || ' ' || open_charges", badge.worker())).isEqualTo("0 0");
      assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("When workers are turned away, strangers are turned away alike.")
  void withoutRoomAStrangerIsRefusedAsAWorkerIs() {
    List<Badge> badges = Stream.generate(ward::somebody).limit(ROOM + 1).toList();
    try (Crowd crowd = new Crowd()) {
      List<CompletableFuture<Answer>> sent =
          ward.first.whileHashesAreHeld(
              () -> {
                List<CompletableFuture<Answer>> attempts =
                    badges.subList(0, ROOM).stream()
                        .map(badge -> crowd.begin(() -> ward.first.signIn(badge, badge.pin())))
                        .toList();
                badges.subList(0, ROOM).forEach(it -> ward.awaitOpenCharges(1, it.worker()));

                Badge other = badges.get(ROOM);
                Answer worker = ward.first.signIn(other, other.pin());
                Answer stranger = ward.first.signIn("4006381333931", other.pin());

                assertThat(List.of(worker, stranger))
                    .allSatisfy(
                        it -> {
                          assertThat(it.status()).isEqualTo(503);
                          assertThat(it.code()).isEqualTo("serviceOverloaded");
                          assertThat(it.header("Retry-After")).isEqualTo("1");
                        });
                return attempts;
              });
      assertThat(Crowd.answers(sent)).extracting(Answer::status).containsOnly(200);
    }
  }

  @Test
  void withoutRememberedPinsTheLastOneCanBeChosenAgain() {
    Badge badge = ward.somebody();
    String other = Ward.otherThan(badge.pin());

    assertThat(ward.first.changePin(badge, badge.pin(), other).status()).isEqualTo(204);
    assertThat(ward.first.changePin(badge, other, badge.pin()).status()).isEqualTo(204);

    assertThat(
            ward.database.value(
                "select count(*) from remembered_pin where subscriber_id = ?", badge.worker().id()))
        .isEqualTo("0");
  }
}
