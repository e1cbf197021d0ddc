package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ward's second server allows self-enrolment. The first does not. */
@ExtendWith(Ward.Keeper.class)
class SelfEnrolmentIT {

  private static final String METHOD = "/me/authentication/qrCodePinMethod";

  private final Ward ward;
  private final Worker worker;
  private final String token;

  SelfEnrolmentIT(Ward ward) {
    this.ward = ward;
    this.worker = ward.hire();
    this.token = ward.tokens.user(worker.id(), "UserAuthMethod-QR.ReadWrite").signed();
  }

  @Test
  void usersEnrolThemselvesAndIssueTheirBadgesOnlyIfTheSettingAllowsIt() {
    String lost = METHOD + "/standardQRCode";

    assertThat(put(ward.first).status()).isEqualTo(403);
    assertThat(put(ward.second).status()).isEqualTo(201);
    assertThat(own(METHOD).get().status()).isEqualTo(200);
    ward.second.asAdministrator(Api.methodOf(worker.id()) + "/standardQRCode").delete();
    assertThat(ward.first.api.to(lost).bearing(token).patch("{}").status()).isEqualTo(403);
    assertThat(own(lost).patch("{}").status()).isEqualTo(201);
  }

  @Test
  void nobodyResetsTheirOwnPinEvenWithSelfEnrolment() {
    put(ward.second);

    Answer reset = own(METHOD + "/pin").patch("{}");

    assertThat(reset.status()).isEqualTo(403);
    assertThat(reset.code()).isEqualTo("accessDenied");
  }

  @Test
  void nobodyEnrolsThemselvesWhileTheyHaveAMethodOrAPin() {
    assertThat(put(ward.second).status()).isEqualTo(201);
    assertNotEnrolled();

    ward.first.asAdministrator(Api.methodOf(worker.id()) + "/standardQRCode").delete();
    assertNotEnrolled();
    ward.first.asAdministrator(Api.pinOf(worker.id())).delete();
    assertNotEnrolled();
  }

  @Test
  void whoDeletesTheirMethodDoesNotEnrolThemselvesAgain() {
    assertThat(put(ward.second).status()).isEqualTo(201);

    assertThat(own(METHOD).delete().status()).isEqualTo(204);

    assertNotEnrolled();
    assertThat(ward.first.enrol(worker).pin()).as("an administrator may").isNotEmpty();
  }

  @Test
  void aTraceOfAPinIsEnoughAndWithoutAnySomebodyBeginsAnew() {
    put(ward.second);
    own(METHOD).delete();
    ward.database.update("delete from attempt_ledger where subscriber_id = ?", worker.id());
    assertNotEnrolled();
    ward.database.update("delete from remembered_pin where subscriber_id = ?", worker.id());

    assertThat(put(ward.second).status()).isEqualTo(201);
  }

  @Test
  void anOwnersDeletionKeepsLedgerLockAndHistory() {
    Ward.Badge badge = ward.first.settle(worker);
    lock(badge);
    String columns =
        "concat_ws(' ', generation, epoch, failures, failing_since, not_before, unlock_owed,"
            + " total_failures, wrong_tags, repeats)";
    String before = ward.ledger(columns, worker);
    assertThat(ward.ledger("failures", worker)).isEqualTo("5");
    List<String> history = history();

    assertThat(ward.first.api.to(METHOD).bearing(token).delete().status()).isEqualTo(204);

    assertThat(ward.ledger(columns, worker)).isEqualTo(before);
    assertThat(history()).containsAll(history).hasSize(history.size() + 1);
    assertThat(ward.events(worker)).doesNotContain("SignInUnlocked").endsWith("MethodDeleted");
  }

  @Test
  void anOwnersDeletionMakesALedgerThatRetentionHasDeleted() {
    ward.first.settle(worker);
    ward.database.update("delete from attempt_ledger where subscriber_id = ?", worker.id());

    assertThat(own(METHOD).delete().status()).isEqualTo(204);
    ward.database.update("delete from remembered_pin where subscriber_id = ?", worker.id());

    assertNotEnrolled();
  }

  @Test
  void codesThatPeopleIssueThemselvesTouchNeitherPinNorHistoryNorLedger() {
    Ward.Badge badge = ward.first.settle(worker);
    lock(badge);
    ward.first.asAdministrator(Api.methodOf(worker.id()) + "/standardQRCode").delete();
    List<List<String>> before = secrets();
    String from = Instant.now().toString();
    String until = Instant.now().plusSeconds(7_200).toString();

    assertThat(own(METHOD + "/standardQRCode").patch("{}").status()).isEqualTo(201);
    assertThat(
            own(METHOD + "/temporaryQRCode")
                .patch(Ward.json("startDateTime", from, "expireDateTime", until))
                .status())
        .isEqualTo(201);

    assertThat(secrets()).isEqualTo(before);
  }

  @Test
  void noRaceOfDeletionAndEnrolmentReplacesAPin() {
    for (int round = 0; round < 10; round++) {
      ward.first.enrol(worker);
      List<Supplier<Answer>> requests =
          List.of(() -> own(METHOD).delete(), () -> put(ward.second), () -> put(ward.second));

      List<Answer> answers = Crowd.atOnce(requests.size(), number -> requests.get(number).get());

      assertThat(answers.get(0).status()).isEqualTo(204);
      assertThat(answers.subList(1, 3)).extracting(Answer::status).containsOnly(403);
    }
  }

  @Test
  void ofManyWhoEnrolThemselvesAtOnceOneSucceeds() {
    assertThat(Crowd.atOnce(6, number -> put(ward.second)))
        .extracting(Answer::status)
        .containsExactlyInAnyOrder(201, 403, 403, 403, 403, 403);
  }

  /** For longer than the ward's waits, so that nobody ends it meanwhile. */
  private void lock(Ward.Badge badge) {
    Ward.guesses(1).limit(5).forEach(guess -> ward.first.signIn(badge, guess));
    ward.database.update(
        "update attempt_ledger set not_before = now() + interval '1 hour' where subscriber_id = ?",
        worker.id());
  }

  private void assertNotEnrolled() {
    List<List<String>> before = secrets();
    Answer answer = Standing.unchangedBy(() -> put(ward.second), worker, ward.database);
    assertError(answer, 403, "accessDenied");
    assertThat(answer.error().getString("message")).contains("never had a PIN");
    assertThat(secrets()).isEqualTo(before);
  }

  private List<String> history() {
    return ward.database.column(
        "select r::text from remembered_pin r where subscriber_id = ? order by generation",
        worker.id());
  }

  /** The rows of PIN, history and ledger. */
  private List<List<String>> secrets() {
    return List.of(
        ward.database.column("select p::text from qr_pin p where subscriber_id = ?", worker.id()),
        history(),
        ward.database.column(
            "select l::text from attempt_ledger l where subscriber_id = ?", worker.id()));
  }

  private Api.Call own(String path) {
    return ward.second.api.to(path).bearing(token);
  }

  private Answer put(Ward.Node node) {
    return node.api.to(METHOD).bearing(token).put("{\"standardQRCode\":{}}");
  }
}
