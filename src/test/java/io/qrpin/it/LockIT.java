package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.qrpin.it.Ward.Badge;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lock of a worker, over HTTP: read, and ended without a new PIN. */
@ExtendWith(Ward.Keeper.class)
class LockIT {

  private final Ward ward;

  LockIT(Ward ward) {
    this.ward = ward;
  }

  @Test
  void aWorkerWhoWasNeverWrongIsNotLocked() {
    Badge badge = ward.somebody();

    JsonObject lock = lockOf(badge);

    assertThat(lock.getBoolean("isLocked")).isFalse();
    assertThat(lock.getBoolean("resetRequired")).isFalse();
    assertThat(lock.getInt("failedAttempts")).isZero();
    assertThat(lock.get("lockedUntilDateTime")).isEqualTo(JsonValue.NULL);
    assertThat(lock.get("failedAttemptsSince")).isEqualTo(JsonValue.NULL);
  }

  @Test
  void anUnlockEndsALockAndThePinStays() {
    Badge badge = ward.somebody();
    guess(badge, 5);
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(429);
    JsonObject locked = lockOf(badge);

    Answer unlocked = unlock(badge, "{\"reason\":\"a child played with the badge\"}");
    Answer signedIn = ward.second.signIn(badge, badge.pin());

    assertThat(locked.getBoolean("isLocked")).isTrue();
    assertThat(locked.getInt("failedAttempts")).isEqualTo(5);
    assertThat(Instant.parse(locked.getString("lockedUntilDateTime")))
        .isAfter(Instant.parse(locked.getString("failedAttemptsSince")));
    assertThat(unlocked.status()).isEqualTo(204);
    assertThat(signedIn.status()).isEqualTo(200);
    assertThat(signedIn.json().containsKey("failedAttempts")).isFalse();
    assertThat(ward.events(badge.worker())).endsWith("SignInLocked", "SignInUnlocked", "SignedIn");
    assertThat(unlockRow(badge, "details ->> 'by' || ': ' || reason"))
        .isEqualTo("administrator: a child played with the badge");
  }

  @Test
  void anUnlockEndsALockThatDoesNotEndWithTime() {
    Badge badge = ward.somebody();
    ward.database.update(
        "update attempt_ledger set failures = 7 where subscriber_id = ?", badge.worker().id());
    guess(badge, 1);
    JsonObject locked = lockOf(badge);

    assertThat(unlock(badge, "{}").status()).isEqualTo(204);

    assertThat(locked.getBoolean("isLocked")).isTrue();
    assertThat(locked.get("lockedUntilDateTime")).isEqualTo(JsonValue.NULL);
    assertThat(locked.getBoolean("resetRequired")).isFalse();
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
  }

  @Test
  void anUnlockDoesNotHelpWhenThePinWasGuessedTooOften() {
    Badge badge = ward.somebody();
    ward.database.update(
        "update attempt_ledger set failures = 3, total_failures = 1000 where subscriber_id = ?",
        badge.worker().id());

    Answer refused = unlock(badge, "{}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("resetRequired");
    assertThat(lockOf(badge).getBoolean("resetRequired")).isTrue();
    assertThat(ward.ledger("failures", badge.worker())).isEqualTo("3");
    assertThat(ward.events(badge.worker())).doesNotContain("SignInUnlocked");
  }

  @Test
  void anUnlockGivesBackTheFreeGuessesAndNotThoseInTheLifeOfThePin() {
    Badge badge = ward.somebody();
    guess(badge, 4);

    assertThat(unlock(badge, "").status()).isEqualTo(204);

    assertThat(ward.ledger("failures || ' ' || total_failures", badge.worker())).isEqualTo("0 4");
    assertThat(ward.events(badge.worker())).endsWith("FailuresCleared");
    guess(badge, 4);
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
  }

  @Test
  void anUnlockWithoutALockChangesAndRecordsNothing() {
    Badge badge = ward.somebody();

    assertThat(unlock(badge, "{}").status()).isEqualTo(204);

    assertThat(ward.events(badge.worker())).doesNotContain("SignInUnlocked");
  }

  @Test
  void anIdInAnotherCaseIsTheSameWorker() {
    Badge badge = ward.somebody();
    guess(badge, 5);
    String path =
        "/users('"
            + badge.worker().id().toUpperCase(Locale.ROOT)
            + "')/authentication/QRCODEPINMETHOD/UNLOCK";

    assertThat(ward.first.asAdministrator(path).post("{}").status()).isEqualTo(204);

    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
  }

  private void guess(Badge badge, int times) {
    List<String> wrong =
        Ward.PINS.stream().filter(pin -> !pin.equals(badge.pin())).limit(times).toList();
    wrong.forEach(
        pin -> assertThat(ward.first.signIn(badge, pin).code()).isEqualTo("invalidCredentials"));
  }

  private JsonObject lockOf(Badge badge) {
    Answer answer = ward.first.asAdministrator(Api.methodOf(badge.worker().id()) + "/lock").get();
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private Answer unlock(Badge badge, String body) {
    return ward.first.asAdministrator(Api.methodOf(badge.worker().id()) + "/unlock").post(body);
  }

  private String unlockRow(Badge badge, String expression) {
    return ward.database.value(
        "select "
            + expression
            + " from credential_event where event = 'SignInUnlocked'"
            + " and subscriber_id = ?",
        badge.worker().id());
  }
}
