package io.qrpin.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2Providers;
import io.qrpin.it.Api.Answer;
import io.qrpin.it.Ward.Badge;
import jakarta.json.JsonObject;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker signs in or is refused. */
@ExtendWith(Ward.Keeper.class)
class SignInIT {

  private final Ward ward;

  SignInIT(Ward ward) {
    this.ward = ward;
  }

  @Test
  @DisplayName("A PIN that an administrator set signs nobody in until the worker has changed it.")
  void aTemporaryPinIsChangedAndThenSignsIn() {
    Worker worker = ward.hire();
    Badge badge = ward.first.enrol(worker);
    String own = Ward.otherThan(badge.pin());

    Answer temporary = ward.first.signIn(badge, badge.pin());
    Answer changed = ward.first.changePin(badge, badge.pin(), own);
    Answer old = ward.first.signIn(badge, badge.pin());
    Answer signedIn = ward.second.signIn(badge, own);

    assertThat(temporary.status()).isEqualTo(200);
    assertThat(temporary.body()).isEqualTo("{\"outcome\":\"pinChangeRequired\"}");
    assertThat(changed.status()).as(changed.toString()).isEqualTo(204);
    assertRefused(old);
    JsonObject outcome = signedIn.json();
    assertThat(outcome.getString("outcome")).isEqualTo("signedIn");
    assertThat(outcome.getJsonObject("user").getString("id")).isEqualTo(worker.id());
    assertThat(outcome.getJsonObject("user").getString("userPrincipalName"))
        .isEqualTo(worker.name());
    assertThat(outcome.getJsonObject("method").getString("qrCode")).isEqualTo("standard");
    assertThat(Instant.parse(outcome.getString("authenticatedDateTime")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(outcome.getInt("failedAttempts")).isEqualTo(1);
    assertThat(ward.events(worker))
        .endsWith("PinProven", "PinChanged", "SignInRefused", "SignedIn");
  }

  @Test
  void aSignInWithoutFailuresBeforeItNamesNone() {
    Badge badge = ward.somebody();

    JsonObject outcome = ward.first.signIn(badge, badge.pin()).json();

    assertThat(outcome.keySet())
        .containsExactlyInAnyOrder("outcome", "user", "method", "authenticatedDateTime");
  }

  @Test
  void aTemporaryCodeSignsInToo() {
    Badge badge = ward.somebody();
    Instant now = Instant.now();
    JsonObject code =
        ward.first
            .asAdministrator(Api.methodOf(badge.worker().id()) + "/temporaryQRCode")
            .patch(
                Ward.json("startDateTime", "" + now, "expireDateTime", "" + now.plusSeconds(7200)))
            .json();

    Answer signedIn = ward.first.signIn(Ward.text(code), badge.pin());

    assertThat(signedIn.json().getJsonObject("method").getString("qrCode")).isEqualTo("temporary");
  }

  /** The badge is genuine, and something else is wrong. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a wrong PIN | wrongPin | select 1 where $1 is not null",
        "no PIN | noPin | delete from qr_pin where subscriber_id = $1",
        "an expired temporary PIN | pinExpired |",
        "a method that is not for the user | notPermitted |"
            + " update directory_user set groups = '{excluded}' where id = $1",
        "a user whom the directory does not know | unknownUser |"
            + " delete from directory_user where id = $1"
      })
  @DisplayName(
      "Every refusal is the same, whatever the reason, and costs one hash if the badge is valid and the text can be a PIN.")
  void everyRefusalOfAGenuineBadgeIsChargedAndHashedAlike(
      String what, String reason, String change) {
    ward.configure("{\"excludeTargets\":[{\"targetType\":\"group\",\"id\":\"excluded\"}]}");
    Badge badge = ward.somebody();
    String id = badge.worker().id();
    hinder(badge, change);
    long hashes = ward.hashes();

    assertRefused(ward.first.signIn(badge, badge.wrongPin()));

    assertThat(ward.hashes() - hashes).as("hashes").isEqualTo(1);
    assertThat(ward.ledger("failures", badge.worker())).isEqualTo("1");
    assertThat(refusals(id)).containsExactly(reason + " 1");

    assertRefused(ward.first.signIn(badge, badge.wrongPin()));

    assertThat(ward.ledger("failures", badge.worker())).as("after a repeat").isEqualTo("1");
    assertThat(refusals(id)).containsExactly(reason + " 1", reason + " 0");
  }

  /** Without a statement, the PIN expires. */
  private void hinder(Badge badge, String change) {
    if (change == null) {
      ward.verifier.letExpire(badge.worker().id(), badge.pin());
    } else {
      ward.database.execute(change.replace("$1", "'" + badge.worker().id() + "'"));
    }
  }

  private List<String> refusals(String id) {
    return ward.database.column(
        "select concat(details ->> 'reason', ' ', details ->> 'failures') from credential_event"
            + " where subscriber_id = ? and event = 'SignInRefused' order by id",
        id);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "an expired temporary PIN | pinExpired |",
        "a method that is not for the user | notPermitted |"
            + " update directory_user set groups = '{excluded}' where id = $1",
        "a user whom the directory does not know | unknownUser |"
            + " delete from directory_user where id = $1"
      })
  void theRightPinOfAHinderedWorkerIsRefusedAlikeAndOwesNothing(
      String what, String reason, String change) {
    ward.configure("{\"excludeTargets\":[{\"targetType\":\"group\",\"id\":\"excluded\"}]}");
    Badge badge = ward.somebody();
    String id = badge.worker().id();
    hinder(badge, change);
    long hashes = ward.hashes();

    for (int i = 0; i < 6; i++) {
      assertRefused(ward.first.signIn(badge, badge.pin()));
    }

    assertThat(ward.hashes() - hashes).as("hashes").isEqualTo(6);
    assertThat(ward.ledger("failures", badge.worker())).isEqualTo("0");
    assertThat(refusals(id)).hasSize(6).containsOnly(reason + " 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"letters", "1234567", " ", "123456789012345678901"})
  void aTextThatIsNobodysPinIsRefusedAlikeAndChargesNobody(String typed) {
    Badge badge = ward.somebody();
    long hashes = ward.hashes();

    for (int i = 0; i < 6; i++) {
      assertRefused(ward.first.signIn(badge, typed));
    }

    assertThat(ward.hashes() - hashes).as("hashes").isEqualTo(6);
    assertThat(ward.ledger("failures", badge.worker())).isEqualTo("0");
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
  }

  @Test
  void scannersAndKeyboardsMayAddBlanksFramesAndOtherDigits() {
    Badge badge = ward.somebody();
    String wide =
        badge
            .pin()
            .codePoints()
            .map(c -> c - '0' + 0xff10)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    for (String frame : List.of("B\r\n", "\tB", "\ufeffB", "\u0002B", "]Q1B", "\\000026B", "BB")) {
      Answer signedIn = ward.first.signIn(frame.replace("B", badge.text()), " " + wide + "\r");
      assertThat(signedIn.status()).as(frame).isEqualTo(200);
    }
  }

  @Test
  void whileTheMethodIsDisabledNobodySignsInAndEachAttemptCostsTheSame() {
    Badge badge = ward.somebody();
    ward.configure("{\"state\":\"disabled\"}");
    try {
      long hashes = ward.hashes();

      assertRefused(ward.first.signIn(badge, badge.pin()));

      assertThat(ward.hashes() - hashes).isEqualTo(1);
      assertThat(ward.ledger("failures", badge.worker())).isEqualTo("0");
    } finally {
      ward.enable();
    }
  }

  @Test
  void aBadgeOfTheFirstFormSignsInAsLongAsItIsValid() {
    Badge badge = ward.somebody();

    assertThat(ward.first.signIn(badge.firstForm(badge.codeId()), badge.pin()).status())
        .isEqualTo(200);
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
  }

  /** The badge is not genuine. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "a text that is no badge",
        "an unknown code",
        "a forged secret",
        "the code of another badge",
        "an expired code",
        "a code that has not begun",
        "a deleted code"
      })
  @DisplayName(
      "An attempt without a genuine badge costs at most one hash, charges nobody and locks nobody out.")
  void anAttemptWithoutAGenuineBadgeCostsOneHashAndChargesNobody(String what) {
    Badge badge = ward.somebody();
    Badge another = ward.somebody();
    String before = ward.ledger("l::text", badge.worker());
    String text =
        switch (what) {
          case "a text that is no badge" -> "4006381333931";
          case "an unknown code" -> badge.firstForm("" + UUID.randomUUID());
          case "a forged secret" -> Badge.forged();
          case "the code of another badge" -> badge.firstForm(another.codeId());
          default -> badge.text();
        };
    switch (what) {
      case "an expired code" -> code(badge, "expires_at = now()");
      case "a code that has not begun" -> code(badge, "starts_at = now() + interval '1 hour'");
      case "a deleted code" ->
          ward.first
              .asAdministrator(Api.methodOf(badge.worker().id()) + "/standardQRCode")
              .delete();
      default -> {}
    }
    int rows = ward.events(badge.worker()).size();
    long hashes = ward.hashes();

    assertRefused(ward.first.signIn(text, badge.pin()));
    assertRefused(
        ward.first.post(
            Ward.CHANGE_PIN,
            Ward.json("qrCode", text, "currentPin", badge.pin(), "newPin", badge.wrongPin())));

    assertThat(ward.hashes() - hashes).as("hashes of two attempts").isEqualTo(2);
    assertThat(ward.ledger("l::text", badge.worker())).isEqualTo(before);
    assertThat(ward.events(badge.worker())).hasSize(rows);
  }

  @Test
  @DisplayName("Strangers who take all decoy permits get the same refusal as before.")
  void whileADecoyIsHashedOtherStrangersAreRefusedAlike() {
    Badge badge = ward.somebody();
    try (Crowd crowd = new Crowd()) {
      CompletableFuture<Answer> hashed =
          ward.first.whileHashesAreHeld(
              () -> {
                long hashes = ward.first.hashes();
                CompletableFuture<Answer> sent =
                    crowd.begin(() -> ward.first.signIn("4006381333931", badge.pin()));
                Eventually.until(many -> many > hashes, ward.first::hashes);

                List<Answer> others =
                    Crowd.atOnce(10, i -> ward.first.signIn(Badge.forged(), badge.pin()));

                assertThat(others).allSatisfy(SignInIT::assertRefused);
                assertThat(sent).isNotDone();
                assertThat(ward.first.hashes() - hashes).isEqualTo(1);
                return sent;
              });
      assertRefused(hashed.join());
    }
  }

  @Test
  void everyRefusalHasTheSameBody() {
    Badge badge = ward.somebody();

    String wrong = withoutNames(ward.first.signIn(badge, badge.wrongPin()));
    String forged = withoutNames(ward.first.signIn(Badge.forged(), badge.pin()));

    assertThat(wrong).isEqualTo(forged);
  }

  @Test
  void afterTheFreeGuessesNothingIsComparedForAWhileAndThenTheRightPinSignsIn() {
    Badge badge = ward.somebody();
    List<String> wrong = wrongPins(badge, 5);
    wrong.forEach(pin -> assertRefused(ward.first.signIn(badge, pin)));
    long hashes = ward.hashes();

    Answer locked = ward.second.signIn(badge, badge.pin());

    assertThat(locked.status()).isEqualTo(429);
    assertThat(locked.code()).isEqualTo("tooManyAttempts");
    assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(1, 2);
    assertThat(locked.error().containsKey("details")).isFalse();
    assertThat(ward.hashes()).as("nothing was hashed").isEqualTo(hashes);

    Answer later = signInWhenTheWaitIsOver(badge);

    assertThat(later.status()).isEqualTo(200);
    assertThat(later.json().getInt("failedAttempts")).isEqualTo(5);
    assertThat(Instant.parse(later.json().getString("failedAttemptsSince")))
        .isBefore(Instant.parse(later.json().getString("authenticatedDateTime")));
    assertThat(ward.events(badge.worker()))
        .containsOnlyOnce("SignInLocked")
        .containsOnlyOnce("SignInUnlocked")
        .endsWith("SignInLocked", "SignInUnlocked", "SignedIn");
    assertThat(ward.first.signIn(badge, badge.pin()).json().containsKey("failedAttempts"))
        .isFalse();
  }

  @Test
  void theEndOfALockIsRecordedWithoutAnotherAttempt() {
    Badge badge = ward.somebody();
    wrongPins(badge, 5).forEach(pin -> ward.first.signIn(badge, pin));

    List<String> events =
        Eventually.until(
            recorded -> recorded.contains("SignInUnlocked"), () -> ward.events(badge.worker()));

    assertThat(Collections.frequency(events, "SignInUnlocked")).isEqualTo(1);
  }

  @Test
  @DisplayName("At the limit, only an administrator unlocks the worker.")
  void atTheLimitOnlyAnAdministratorHelps() {
    Badge badge = ward.somebody();
    ward.database.update(
        "update attempt_ledger set failures = 7 where subscriber_id = ?", badge.worker().id());

    assertRefused(ward.first.signIn(badge, badge.wrongPin()));
    Answer spent = ward.first.signIn(badge, badge.pin());

    assertThat(spent.status()).isEqualTo(429);
    assertThat(spent.code()).isEqualTo("tooManyAttempts");
    assertThat(spent.header("Retry-After")).isNull();
    assertThat(spent.error().getJsonArray("details").getJsonObject(0).getString("code"))
        .isEqualTo("resetRequired");

    String pin = ward.first.reset(badge.worker());
    Answer proven = ward.first.signIn(badge, pin);

    assertThat(proven.body()).isEqualTo("{\"outcome\":\"pinChangeRequired\"}");
    assertThat(ward.events(badge.worker()))
        .endsWith("SignInRefused", "SignInLocked", "SignInUnlocked", "PinReset", "PinProven");
  }

  @Test
  @DisplayName(
      "A PIN has a limit of wrong guesses over its whole life, whatever right ones come between.")
  void atTheLifetimeLimitOnlyAResetHelps() {
    Badge badge = ward.somebody();
    List<String> wrong = wrongPins(badge, 2);
    ward.database.update(
        "update attempt_ledger set total_failures = 998 where subscriber_id = ?",
        badge.worker().id());

    assertRefused(ward.first.signIn(badge, wrong.get(0)));
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
    assertRefused(ward.second.signIn(badge, wrong.get(1)));
    Answer spent = ward.first.signIn(badge, badge.pin());

    assertThat(spent.status()).isEqualTo(429);
    assertThat(spent.header("Retry-After")).isNull();
    assertThat(spent.error().getJsonArray("details").getJsonObject(0).getString("code"))
        .isEqualTo("resetRequired");
    assertThat(ward.first.updatePin(badge.worker(), badge.pin(), badge.wrongPin()).status())
        .isEqualTo(423);
    assertThat(ward.events(badge.worker()))
        .containsSubsequence("SignedIn", "SignInRefused", "SignInLocked")
        .contains("PinOftenGuessed");

    String pin = ward.first.reset(badge.worker());

    assertThat(ward.first.signIn(badge, pin).body())
        .isEqualTo("{\"outcome\":\"pinChangeRequired\"}");
  }

  @Test
  @DisplayName("The same wrong PIN again within minutes is hashed but not counted.")
  void theSameWrongPinAgainIsHashedAndNotCounted() {
    Badge badge = ward.somebody();
    long hashes = ward.hashes();

    for (int i = 0; i < 7; i++) {
      assertRefused(ward.first.signIn(badge, badge.wrongPin()));
    }

    assertThat(ward.hashes() - hashes).isEqualTo(7);
    assertThat(ward.ledger("failures || ' ' || total_failures", badge.worker())).isEqualTo("1 1");
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
  }

  @Test
  void aHundredWrongGuessesOnOnePinAreRecordedOnce() {
    Badge badge = ward.somebody();
    ward.database.update(
        "update attempt_ledger set total_failures = 98 where subscriber_id = ?",
        badge.worker().id());

    wrongPins(badge, 4).forEach(pin -> ward.first.signIn(badge, pin));

    assertThat(ward.events(badge.worker())).containsOnlyOnce("PinOftenGuessed");
  }

  @Test
  @DisplayName("A stored hash does not verify after it is copied to another worker's row.")
  void aHashThatWasCopiedToAnotherWorkersRowVerifiesNothing() {
    Badge badge = ward.somebody();
    Badge thief = ward.somebody();
    ward.database.update(
        "update qr_pin t set hash = s.hash, generation = s.generation from qr_pin s"
            + " where t.subscriber_id = ? and s.subscriber_id = ?",
        badge.worker().id(),
        thief.worker().id());

    assertUnverifiable(ward, badge, () -> ward.first.signIn(badge, thief.pin()));
  }

  @Test
  @DisplayName("An older hash of the same worker does not verify after it is put back.")
  void anOlderHashOfTheSameWorkerThatIsPutBackVerifiesNothing() {
    Badge badge = ward.somebody();
    String[] old =
        ward.database
            .value(
                "select hash || ' ' || generation from qr_pin where subscriber_id = ?",
                badge.worker().id())
            .split(" ");
    ward.first.reset(badge.worker());
    ward.database.update(
        "update qr_pin set hash = ?, generation = ?, change_required = false, expires_at = null"
            + " where subscriber_id = ?",
        old[0],
        Integer.valueOf(old[1]),
        badge.worker().id());

    assertUnverifiable(ward, badge, () -> ward.first.signIn(badge, badge.pin()));
  }

  @Test
  void aMalformedHashVerifiesNothing() {
    Badge badge = ward.somebody();
    ward.database.update(
        "update qr_pin set hash = 'none' where subscriber_id = ?", badge.worker().id());

    assertUnverifiable(ward, badge, () -> ward.first.signIn(badge, badge.pin()));
  }

  @Test
  @DisplayName(
      "A stolen database reveals no PIN, because its Argon2id tags are encrypted with a key that"
          + " is stored elsewhere.")
  void inAStolenDatabaseNotEvenTheRightPinIsRecognised() {
    Badge badge = ward.somebody();
    String[] hash =
        ward.database
            .value("select hash from qr_pin where subscriber_id = ?", badge.worker().id())
            .split("\\$");
    byte[] salt = Base64.getDecoder().decode(hash[4]);

    byte[] tag =
        Argon2Providers.choose(Argon2Providers.AUTO, 1)
            .argon2id()
            .tag(badge.pin().getBytes(US_ASCII), salt, Argon2Parameters.OWASP);

    String stolen = ward.database.everything();
    assertThat(stolen).contains(hash[5]);
    assertThat(stolen.contains(Base64.getEncoder().withoutPadding().encodeToString(tag))).isFalse();
    assertThat(stolen.contains(HexFormat.of().formatHex(tag))).isFalse();
  }

  @Test
  @DisplayName("The secret of a badge is only in the badge; the database stores its SHA-256.")
  void theSecretOfABadgeIsStoredAsADigest() throws Exception {
    Badge badge = ward.somebody();

    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(Base64.getUrlDecoder().decode(badge.secret()));

    String stored = ward.database.everything();
    assertThat(stored).contains(HexFormat.of().formatHex(digest));
    assertThat(stored.contains(badge.secret())).isFalse();
    assertThat(ward.first.server.everythingLogged().contains(badge.secret())).isFalse();
  }

  @Test
  @DisplayName("No log, trace, audit row or error contains a PIN, a token, a key or a hash.")
  void nothingThatIsWrittenContainsASecret() {
    Badge badge = ward.somebody();
    String unpaired = "90417263";
    List<String> pins = new ArrayList<>(List.of(badge.pin(), badge.wrongPin(), unpaired));
    List<Answer> errors = new ArrayList<>();
    errors.add(ward.first.signIn(badge, badge.wrongPin()));
    errors.add(ward.first.signIn(Badge.forged(), unpaired));
    errors.add(ward.first.changePin(badge, badge.pin(), badge.pin()));
    errors.add(ward.first.changePin(badge, unpaired, badge.wrongPin()));
    errors.add(ward.first.updatePin(badge.worker(), badge.pin(), badge.pin() + "123456789012345"));
    assertThat(ward.first.changePin(badge, badge.pin(), unpaired).status()).isEqualTo(204);
    assertThat(ward.first.signIn(badge, unpaired).status()).isEqualTo(200);
    ward.database.update(
        "update qr_pin set hash = replace(hash, 'keyid=it', 'keyid=gone') where subscriber_id = ?",
        badge.worker().id());
    errors.add(ward.first.signIn(badge, unpaired));
    String hash =
        ward.database.value("select hash from qr_pin where subscriber_id = ?", badge.worker().id());
    pins.add(ward.first.reset(badge.worker()));

    assertThat(errors).extracting(Answer::status).containsExactly(401, 401, 400, 401, 400, 503);
    String written = ward.first.server.everythingLogged();
    for (Answer error : errors) {
      written += error.body();
    }
    assertThat(written).contains(errors.get(5).header("request-id"));
    assertThat(Secrecy.namesAny(pins, written)).as("a PIN").isFalse();
    assertThat(Secrecy.namesAny(pins, ward.database.everything())).as("a stored PIN").isFalse();
    assertThat(written.contains(badge.secret())).as("the secret of a badge").isFalse();
    assertThat(written.contains(hash)).as("a hash").isFalse();
    assertThat(written).doesNotContain("$argon2id", "eyJ", ward.wrapKeyPassword());
  }

  /**
   * The PIN is not called wrong: the attempt costs nothing, the fault is recorded, and nobody is
   * signed in.
   */
  static void assertUnverifiable(Ward ward, Badge badge, Supplier<Answer> attempt) {
    long hashes = ward.hashes();

    Answer answer = attempt.get();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("serviceNotAvailable");
    assertThat(ward.hashes() - hashes).isEqualTo(1);
    assertThat(ward.ledger("failures || ' ' || open_charges", badge.worker())).isEqualTo("0 0");
    assertThat(ward.events(badge.worker())).endsWith("PinUnreadable");
  }

  private Answer signInWhenTheWaitIsOver(Badge badge) {
    return Eventually.until(
        answer -> answer.status() != 429, () -> ward.first.signIn(badge, badge.pin()));
  }

  private void code(Badge badge, String change) {
    ward.database.update(
        "update qr_code set " + change + " where id = ?", UUID.fromString(badge.codeId()));
  }

  private static List<String> wrongPins(Badge badge, int count) {
    return Ward.PINS.stream().filter(pin -> !pin.equals(badge.pin())).limit(count).toList();
  }

  static void assertRefused(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("invalidCredentials");
    assertThat(answer.headers("WWW-Authenticate")).containsExactly("QrCodePin");
    assertThat(answer.header("Retry-After")).isNull();
  }

  private static String withoutNames(Answer answer) {
    return GraphErrors.withoutInnerError(answer.error()).toString();
  }
}
