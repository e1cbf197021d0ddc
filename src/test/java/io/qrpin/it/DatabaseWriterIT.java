package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.badge.BadgeText;
import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.FormerSeal;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinTerms;
import io.qrpin.hashing.WrapKeys;
import io.qrpin.it.Api.Answer;
import io.qrpin.it.Ward.Badge;
import io.qrpin.pin.Pin;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody can write to every table, and has no wrap key. */
@ExtendWith(Ward.Keeper.class)
class DatabaseWriterIT {

  private final Ward ward;

  DatabaseWriterIT(Ward ward) {
    this.ward = ward;
  }

  private void write(String table, String change, Badge badge) {
    ward.database.update(
        "update " + table + " set " + change + " where subscriber_id = ?", badge.worker().id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "change_required = false, expires_at = null",
        "expires_at = null",
        "expires_at = 'infinity'",
        "expires_at = expires_at + interval '1 microsecond'",
        "expires_at = expires_at - interval '1 microsecond'"
      })
  @DisplayName(
      "A temporary PIN does not verify after its expiry or its duty to change was altered in the"
          + " database.")
  void aTemporaryPinOnOtherTermsVerifiesNothing(String change) {
    Badge badge = ward.first.enrol(ward.hire());

    write("qr_pin", change, badge);

    SignInIT.assertUnverifiable(ward, badge, () -> ward.first.signIn(badge, badge.pin()));
    SignInIT.assertUnverifiable(
        ward, badge, () -> ward.first.changePin(badge, badge.pin(), badge.wrongPin()));
    SignInIT.assertUnverifiable(ward, badge, () -> ward.first.signIn(badge, badge.wrongPin()));
  }

  @Test
  void aPinThatItsOwnerChoseVerifiesNothingAfterADutyToChangeWasWritten() {
    Badge badge = ward.somebody();

    write("qr_pin", "change_required = true", badge);

    SignInIT.assertUnverifiable(ward, badge, () -> ward.first.signIn(badge, badge.pin()));
  }

  @Test
  @DisplayName(
      "A PIN in the history does not verify after it is put back, even together with its"
          + " generation.")
  void aPinFromTheHistoryVerifiesNothing() {
    Badge badge = ward.somebody();
    ward.first.reset(badge.worker());

    ward.database.update(
        "update qr_pin p set hash = r.hash, id = r.pin_id, generation = r.generation,"
            + " change_required = false, expires_at = null"
            + " from remembered_pin r where p.subscriber_id = ?"
            + " and r.subscriber_id = p.subscriber_id and r.generation = p.generation - 1",
        badge.worker().id());
    write("attempt_ledger", "generation = generation - 1", badge);

    SignInIT.assertUnverifiable(ward, badge, () -> ward.first.signIn(badge, badge.pin()));
  }

  @Test
  @DisplayName(
      "Somebody who writes to the database, but has no wrap key, cannot make a PIN of their own choice"
          + " valid.")
  void aHashThatWasSealedWithAnotherKeyVerifiesNothing() throws Exception {
    Badge badge = ward.somebody();
    String id = badge.worker().id();
    PinBinding place =
        new PinBinding(
            id,
            ward.database.value("select id from qr_pin where subscriber_id = ?", id),
            Integer.parseInt(ward.ledger("generation", badge.worker())));
    WrapKeys ownKeys = keysOfSomebodyElse();
    String chosen = badge.wrongPin();
    PinHasher own =
        new PinHasher(
            Argon2Providers.choose(Argon2Providers.AUTO, 1).argon2id(),
            Argon2Parameters.OWASP,
            ownKeys,
            new SecureRandom());
    HashedPin hashed = own.hash(Pin.of(chosen).orElseThrow());

    for (PinHash forged :
        List.of(hashed.sealFor(place, PinTerms.OWN), FormerSeal.of(hashed, ownKeys, place))) {
      write("qr_pin", "hash = '" + forged.encoded() + "'", badge);

      SignInIT.assertUnverifiable(ward, badge, () -> ward.first.signIn(badge, chosen));
    }
  }

  /** A key of the same name. */
  private WrapKeys keysOfSomebodyElse() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] password = "another".toCharArray();
    String alias = ward.first.plan.value("qrpin.wrap-keys.active");
    store.setEntry(
        alias,
        new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[32], "AES")),
        new KeyStore.PasswordProtection(password));
    return WrapKeys.from(store, password, alias);
  }

  @Test
  @DisplayName(
      "A PIN that an earlier version sealed is bound to its expiry and its duty to change when it"
          + " next signs in.")
  void aPinOfTheFormerFormatIsSealedAnew() {
    Badge badge = ward.somebody();
    String id = badge.worker().id();
    ward.verifier.sealAsFormerly(id, badge.pin());
    assertThat(ward.verifier.isHashedAsNewOnesAre(id)).isFalse();

    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);

    assertThat(ward.verifier.isHashedAsNewOnesAre(id)).isTrue();
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
    write("qr_pin", "change_required = true", badge);
    SignInIT.assertUnverifiable(ward, badge, () -> ward.first.signIn(badge, badge.pin()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPinOfTheFormerFormatIsRememberedWhetherItWasSealedAnewOrNot(boolean sealedAnew) {
    Badge badge = ward.somebody();
    ward.verifier.sealAsFormerly(badge.worker().id(), badge.pin());
    if (sealedAnew) {
      assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
    }
    String next = badge.wrongPin();
    assertThat(ward.first.changePin(badge, badge.pin(), next).status()).isEqualTo(204);

    assertThat(ward.first.changePin(badge, next, badge.pin()).code()).isEqualTo("pinRecentlyUsed");
  }

  @Test
  @DisplayName(
      "Somebody who writes to the database can put back a copy of all rows of a worker, and then the PIN"
          + " of that time works again.")
  void aWholeCopyWorksAgain() {
    Badge badge = ward.somebody();
    List<String> tables = List.of("qr_pin", "attempt_ledger");
    try {
      tables.forEach(
          table ->
              ward.database.execute(
                  "create table copy_of_%1$s as select * from %1$s where subscriber_id = '%2$s'"
                      .formatted(table, badge.worker().id())));
      String now = ward.first.reset(badge.worker());
      SignInIT.assertRefused(ward.first.signIn(badge, badge.pin()));

      tables.forEach(
          table -> {
            ward.database.update(
                "delete from " + table + " where subscriber_id = ?", badge.worker().id());
            ward.database.execute("insert into %1$s select * from copy_of_%1$s".formatted(table));
          });

      assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
      SignInIT.assertRefused(ward.first.signIn(badge, now));
    } finally {
      tables.forEach(table -> ward.database.execute("drop table if exists copy_of_" + table));
    }
  }

  @Test
  @DisplayName(
      "Somebody who writes to the database can lift a lock and clear the counters of wrong PINs.")
  void aLockIsLifted() {
    Badge badge = ward.somebody();
    write("attempt_ledger", "failures = 7, total_failures = 7", badge);
    SignInIT.assertRefused(ward.first.signIn(badge, badge.wrongPin()));
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(429);

    write("attempt_ledger", "failures = 0, total_failures = 0, unlock_owed = false", badge);

    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "Somebody who writes to the database can lock out a worker, and can delete the method of one.")
  void aWorkerIsLockedOutAndDeleted() {
    Badge badge = ward.somebody();

    write("attempt_ledger", "total_failures = 1000", badge);
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(429);

    ward.database.update(
        "delete from qr_code_pin_method where subscriber_id = ?", badge.worker().id());
    SignInIT.assertRefused(ward.first.signIn(badge, badge.pin()));
  }

  @Test
  @DisplayName(
      "Somebody who writes to the database can make a badge of their own stand for a worker, but still"
          + " needs the worker's PIN.")
  void aBadgeOfTheWritersOwnNeedsTheWorkersPin() throws Exception {
    Badge badge = ward.somebody();
    byte[] secret = new byte[20];
    new SecureRandom().nextBytes(secret);
    String text =
        "qrpin:v1|writer|"
            + badge.codeId()
            + "|"
            + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    assertThat(BadgeText.parse(text)).isPresent();

    ward.database.update(
        "update qr_code set token_digest = ? where id = ?",
        MessageDigest.getInstance("SHA-256").digest(secret),
        UUID.fromString(badge.codeId()));

    SignInIT.assertRefused(ward.first.signIn(text, badge.wrongPin()));
    SignInIT.assertRefused(ward.first.signIn(badge, badge.pin()));
    assertThat(ward.first.signIn(text, badge.pin()).status()).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "Somebody who writes to the database can change the configuration, and so admit a worker whom it"
          + " excludes.")
  void anExcludedWorkerIsAdmitted() {
    Badge badge = ward.somebody();
    ward.configure(
        "{\"excludeTargets\":[{\"targetType\":\"user\",\"id\":\"%s\"}]}"
            .formatted(badge.worker().id()));
    try {
      SignInIT.assertRefused(ward.first.signIn(badge, badge.pin()));

      ward.database.update(
          "delete from method_configuration_target where target_id = ?", badge.worker().id());

      assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
    } finally {
      ward.enable();
    }
  }

  @Test
  @DisplayName(
      "Somebody who writes to the directory decides which name and which groups belong to a worker who"
          + " signs in.")
  void aWorkerSignsInUnderAnotherName() {
    Badge badge = ward.somebody();
    Worker other = ward.hire();

    ward.database.update("delete from directory_user where id = ?", other.id());
    ward.database.update(
        "update directory_user set user_principal_name = ? where id = ?",
        other.name(),
        badge.worker().id());

    Answer signedIn = ward.first.signIn(badge, badge.pin());
    assertThat(signedIn.json().getJsonObject("user").getString("userPrincipalName"))
        .isEqualTo(other.name());
    assertThat(signedIn.json().getJsonObject("user").getString("id"))
        .isEqualTo(badge.worker().id());
  }
}
