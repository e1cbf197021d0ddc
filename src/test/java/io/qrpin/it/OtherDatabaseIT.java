package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Databases and machines that are set up differently from a developer's. */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
class OtherDatabaseIT {

  private final Tokens tokens = new Tokens();
  private EmbeddedPostgres postgres;

  @BeforeAll
  void startPostgres() {
    postgres = Database.startPostgres();
  }

  @AfterAll
  void stopPostgres() throws IOException {
    postgres.close();
  }

  @Test
  void aLatin1DatabaseIsRefusedAtTheStart() {
    Database database =
        Database.createIn(postgres, "encoding LATIN1 locale 'C' template template0");
    try (LibertyServer server = plan(database).layOut()) {
      assertThat(server.startAndWait()).contains("CWWKZ0012I");

      assertThat(server.messages())
          .anyMatch(
              line ->
                  line.contains(
                      "qrpin does not start: the database is encoded in LATIN1, and qrpin needs"
                          + " UTF8"));
    }
    assertThat(database.value("select count(*) from pg_tables where schemaname = 'public'"))
        .isEqualTo("0");
  }

  /**
   * PostgreSQL does not know the zone, which the driver would send for every connection. The
   * database's clock is one that the test shifts: a function that is found first.
   */
  @Test
  void neitherLocaleNorTimeZoneNorClockOfDatabaseAndMachineMatter() {
    Database database =
        Database.createIn(
            postgres, "encoding UTF8 locale_provider icu icu_locale 'tr-TR' template template0");
    database.update("create table clock_shift as select interval '0' as shift");
    database.execute(
        "create function clock_timestamp() returns timestamptz language sql volatile as"
            + " 'select pg_catalog.clock_timestamp() + shift from public.clock_shift'");
    database.execute("alter database " + database.name() + " set search_path = public, pg_catalog");
    LibertyServer.Plan plan =
        plan(database)
            .with("TZ", "IST")
            .withJvmOption("-Duser.language=tr")
            .withJvmOption("-Duser.country=TR");
    try (LibertyServer server = plan.start()) {
      database.update("insert into directory_user values ('w1', 'IRIS@contoso.example')");
      database.update("update directory_user set birth_date = '1984-07-16'");
      Api api = new Api(server.root());
      String token = tokens.administrator().signed();
      String pin = Api.pinOf("iris@contoso.example");

      Api.Answer created = api.to(pin).bearing(token).patch("{}");

      assertThat(created.status()).isEqualTo(201);
      assertThat(api.to(pin).bearing(token).get().body())
          .contains(created.json().getString("createdDateTime"));
      assertThat(
              database.value(
                  "select abs(extract(epoch from clock_timestamp() - created_at)) < 60 from qr_pin"))
          .isEqualTo("t");
      assertThat(api.to(pin).bearing(token).patch("{\"code\":\"58160784\"}").body())
          .contains("personalData");
      assertThat(
              api.to(Api.methodOf("Iris@contoso.example"))
                  .bearing(token)
                  .put("{\"standardQRCode\":{}}")
                  .status())
          .isEqualTo(201);
      for (String shift : List.of("-7 minutes", "7 minutes", "0")) {
        database.update("update clock_shift set shift = ?::interval", shift);
        assertABadgeIsValidAtOnce(api, Worker.hiredIn(database, UUID.randomUUID().toString()));
      }
    }
  }

  /** Badge, temporary PIN and temporary code are valid by the clock that issued them. */
  private void assertABadgeIsValidAtOnce(Api api, Worker worker) {
    String all =
        tokens
            .application(
                "UserAuthMethod-QR.ReadWrite.All",
                "Policy.ReadWrite.AuthenticationMethod",
                "QrCodePin.SignIn")
            .signed();
    assertThat(
            api.to(
                    "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin")
                .bearing(all)
                .patch("{\"state\":\"enabled\"}")
                .status())
        .isEqualTo(200);

    Api.Answer enrolled =
        api.to(Api.methodOf(worker.id())).bearing(all).put("{\"standardQRCode\":{}}");
    JsonObject code = enrolled.json().getJsonObject("standardQRCode");
    String badge = Ward.text(code);
    String first = enrolled.json().getJsonObject("pin").getString("code");
    String own = Ward.otherThan(first);

    assertThat(
            api.to(Ward.SIGN_IN).bearing(all).post(Ward.json("qrCode", badge, "pin", first)).body())
        .contains("pinChangeRequired");
    assertThat(
            api.to(Ward.CHANGE_PIN)
                .bearing(all)
                .post(Ward.json("qrCode", badge, "currentPin", first, "newPin", own))
                .status())
        .isEqualTo(204);
    assertThat(
            api.to(Ward.SIGN_IN).bearing(all).post(Ward.json("qrCode", badge, "pin", own)).body())
        .contains("signedIn");
    JsonObject again =
        api.to(Api.methodOf(worker.id()) + "/standardQRCode").bearing(all).get().json();
    for (String date : List.of("createdDateTime", "startDateTime", "expireDateTime")) {
      assertThat(again.getString(date)).isEqualTo(code.getString(date));
    }
    String past =
        api.to(Api.methodOf(worker.id()) + "/standardQRCode")
            .bearing(all)
            .patch("{\"expireDateTime\":\"" + code.getString("startDateTime") + "\"}")
            .code();
    assertThat(past).isEqualTo("invalidDateTimeRange");
  }

  private LibertyServer.Plan plan(Database database) {
    return LibertyServer.named("other-database")
        .using(database)
        .believing(tokens)
        .wrappingWithNewKey();
  }
}
