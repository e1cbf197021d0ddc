package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Databases and machines that are set up differently from a developer's. */
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

  /** PostgreSQL does not know the zone, which the driver would send for every connection. */
  @Test
  void neitherTheLocaleNorTheTimeZoneOfDatabaseAndMachineMatter() {
    Database database =
        Database.createIn(
            postgres, "encoding UTF8 locale_provider icu icu_locale 'tr-TR' template template0");
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
              database.value("select abs(extract(epoch from now() - created_at)) < 60 from qr_pin"))
          .isEqualTo("t");
      assertThat(api.to(pin).bearing(token).patch("{\"code\":\"58160784\"}").body())
          .contains("personalData");
      assertThat(
              api.to(Api.methodOf("Iris@contoso.example"))
                  .bearing(token)
                  .put("{\"standardQRCode\":{}}")
                  .status())
          .isEqualTo(201);
    }
  }

  private LibertyServer.Plan plan(Database database) {
    return LibertyServer.named("other-database")
        .using(database)
        .believing(tokens)
        .wrappingWithNewKey();
  }
}
