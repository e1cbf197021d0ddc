package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.qrpin.it.Ward.Badge;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker changes the PIN, with the badge or with a delegated token. */
@ExtendWith(Ward.Keeper.class)
class PinChangeIT {

  private final Ward ward;

  PinChangeIT(Ward ward) {
    this.ward = ward;
  }

  /** The two ways to change a PIN. */
  private Answer change(String way, Badge badge, String current, String replacement) {
    return way.equals("badge")
        ? ward.first.changePin(badge, current, replacement)
        : ward.first.updatePin(badge.worker(), current, replacement);
  }

  @ParameterizedTest
  @ValueSource(strings = {"badge", "token"})
  void theNewPinHoldsAndIsNotTemporary(String way) {
    Badge badge = ward.first.enrol(ward.hire());
    String own = Ward.otherThan(badge.pin());
    JsonObject before = pin(badge);
    long hashes = ward.hashes();

    Answer changed = change(way, badge, badge.pin(), own);

    assertThat(changed.status()).as(changed.toString()).isEqualTo(204);
    assertThat(changed.body()).isEmpty();
    assertThat(ward.hashes() - hashes)
        .as("one to prove the old PIN, one to store the new one")
        .isEqualTo(2);
    JsonObject after = pin(badge);
    assertThat(after.getString("id")).isEqualTo(before.getString("id"));
    assertThat(after.getString("createdDateTime")).isEqualTo(before.getString("createdDateTime"));
    assertThat(after.getString("updatedDateTime"))
        .isGreaterThan(before.getString("updatedDateTime"));
    assertThat(after.getBoolean("forceChangePinNextSignIn")).isFalse();
    assertThat(ward.verifier.isPinOf(badge.worker().id(), own)).isTrue();
    SignInIT.assertRefused(ward.first.signIn(badge, badge.pin()));
    assertThat(ward.second.signIn(badge, own).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"badge", "token"})
  void aWrongCurrentPinIsChargedLikeASignInAndTheNewOneIsNotJudged(String way) {
    Badge badge = ward.somebody();
    SignInIT.assertRefused(ward.first.signIn(badge, badge.wrongPin()));

    Answer refused = change(way, badge, Ward.otherThan(badge.pin(), badge.wrongPin()), "1");

    if (way.equals("badge")) {
      SignInIT.assertRefused(refused);
    } else {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.code()).isEqualTo("invalidPin");
      assertThat(refused.error().getString("target")).isEqualTo("currentPin");
    }
    assertThat(ward.ledger("failures", badge.worker())).isEqualTo("2");
    assertThat(ward.first.signIn(badge, badge.pin()).json().getInt("failedAttempts")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "badge, letters, pinTooShort",
    "token, letters, pinTooShort",
    "badge, 1234567, pinTooShort",
    "token, 1234567, pinTooShort",
    "badge, 353876873538768735387, pinTooLong",
    "token, 353876873538768735387, pinTooLong",
    "badge, 12345678, pinTooWeak",
    "token, 12345678, pinTooWeak"
  })
  void aNewPinThatIsNotAcceptedCostsNoAttempt(String way, String replacement, String code) {
    Badge badge = ward.somebody();

    Answer refused = change(way, badge, badge.pin(), replacement);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.error().getString("target")).isEqualTo("newPin");
    assertThat(ward.ledger("failures || ' ' || open_charges", badge.worker())).isEqualTo("0 0");
    assertThat(ward.verifier.isPinOf(badge.worker().id(), badge.pin())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"badge", "token"})
  @DisplayName("A worker cannot choose one of their last PINs again.")
  void theLastPinsAreNotTakenAgainAndOlderOnesAre(String way) {
    Badge badge = ward.somebody();
    List<String> pins =
        Ward.PINS.stream().filter(pin -> !pin.equals(badge.pin())).limit(4).toList();
    String current = badge.pin();
    for (String next : pins) {
      assertThat(change(way, badge, current, next).status()).isEqualTo(204);
      current = next;
    }

    for (String recent : pins) {
      long hashes = ward.hashes();
      Answer refused = change(way, badge, current, recent);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.code()).isEqualTo("pinRecentlyUsed");
      assertThat(refused.error().getString("target")).isEqualTo("newPin");
      assertThat(ward.hashes() - hashes)
          .as("one hash compares with all remembered ones, and none with the current one")
          .isEqualTo(recent.equals(current) ? 1 : 2);
    }
    assertThat(change(way, badge, current, badge.pin()).status()).isEqualTo(204);
  }

  @Test
  void pinsAreRememberedAfterPinAndMethodAreDeleted() {
    Badge badge = ward.somebody();
    ward.first.asAdministrator(Api.methodOf(badge.worker().id())).delete();
    Badge again = ward.first.enrol(badge.worker());

    assertThat(ward.first.changePin(again, again.pin(), badge.pin()).code())
        .isEqualTo("pinRecentlyUsed");

    ward.first.asAdministrator(Api.pinOf(badge.worker().id())).delete();
    String reset = ward.first.reset(badge.worker());

    assertThat(ward.first.changePin(again, reset, badge.pin()).code()).isEqualTo("pinRecentlyUsed");
    assertThat(ward.first.changePin(again, reset, Ward.otherThan(reset, badge.pin())).status())
        .isEqualTo(204);
  }

  @Test
  void allRememberedPinsHaveOneSalt() {
    Badge badge = ward.somebody();
    ward.first.reset(badge.worker());

    assertThat(
            ward.database.column(
                "select distinct split_part(hash, '$', 5) from (select hash from qr_pin"
                    + " where subscriber_id = ? union all select hash from remembered_pin"
                    + " where subscriber_id = ?) h",
                badge.worker().id(),
                badge.worker().id()))
        .hasSize(1);
    assertThat(
            ward.database.value(
                "select count(*) from remembered_pin where subscriber_id = ?", badge.worker().id()))
        .isEqualTo("2");
  }

  @Test
  void aRememberedPinThatCannotBeReadBlocksNoChange() {
    Badge badge = ward.somebody();
    ward.database.update(
        "update remembered_pin set hash = 'none' where subscriber_id = ?", badge.worker().id());

    assertThat(ward.first.changePin(badge, badge.pin(), badge.wrongPin()).status()).isEqualTo(204);
  }

  @Test
  void whenTheAttemptsAreSpentTheOwnerMustWaitAndNoClientRetriesByItself() {
    Badge badge = ward.somebody();
    Ward.PINS.stream()
        .filter(pin -> !pin.equals(badge.pin()))
        .limit(5)
        .forEach(pin -> ward.first.updatePin(badge.worker(), pin, badge.wrongPin()));
    long hashes = ward.hashes();

    Answer locked = ward.first.updatePin(badge.worker(), badge.pin(), badge.wrongPin());

    assertThat(locked.status()).isEqualTo(423);
    assertThat(locked.code()).isEqualTo("tooManyAttempts");
    assertThat(locked.header("Retry-After")).isNull();
    assertThat(ward.hashes()).isEqualTo(hashes);
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(429);
  }

  @Test
  void aWorkerWithoutAPinHasNoneToChange() {
    Badge badge = ward.somebody();
    ward.first.asAdministrator(Api.pinOf(badge.worker().id())).delete();
    long hashes = ward.hashes();

    Answer missing = ward.first.updatePin(badge.worker(), badge.pin(), badge.wrongPin());

    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.code()).isEqualTo("resourceNotFound");
    assertThat(ward.hashes()).isEqualTo(hashes);
    SignInIT.assertRefused(ward.first.changePin(badge, badge.pin(), badge.wrongPin()));
  }

  @Test
  @DisplayName("A temporary PIN that was not changed in time no longer works.")
  void anExpiredTemporaryPinCannotBeChanged() {
    Badge badge = ward.first.enrol(ward.hire());
    ward.verifier.letExpire(badge.worker().id(), badge.pin());

    assertThat(ward.first.updatePin(badge.worker(), badge.pin(), badge.wrongPin()).code())
        .isEqualTo("invalidPin");
    SignInIT.assertRefused(ward.first.changePin(badge, badge.pin(), badge.wrongPin()));
    assertThat(ward.ledger("failures", badge.worker())).isEqualTo("0");
  }

  @Test
  void whileTheMethodIsDisabledOwnersWithATokenStillChangeTheirPin() {
    Badge badge = ward.somebody();
    ward.configure("{\"state\":\"disabled\"}");
    try {
      assertThat(ward.first.updatePin(badge.worker(), badge.pin(), badge.wrongPin()).status())
          .isEqualTo(204);
    } finally {
      ward.enable();
    }
  }

  private JsonObject pin(Badge badge) {
    return ward.first.asAdministrator(Api.pinOf(badge.worker().id())).get().json();
  }
}
