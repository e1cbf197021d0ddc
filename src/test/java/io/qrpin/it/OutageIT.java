package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database stops and starts again. */
@Tag("long")
class OutageIT {

  @TempDir private Path data;

  @Test
  void whileTheDatabaseIsUnavailableTheAnswerIs503AndAfterwardsNothingNeedsARestart()
      throws Exception {
    Tokens tokens = new Tokens();
    String token = tokens.administrator().signed();
    EmbeddedPostgres postgres = Database.startPostgres(LibertyServer.freePort(), data);
    Database database = Database.createIn(postgres);
    try (LibertyServer server =
        LibertyServer.named("outage")
            .using(database)
            .believing(tokens)
            .wrappingWithNewKey()
            .start()) {
      Api.Call pin = new Api(server.root()).to(Api.pinOf("w1")).bearing(token);
      database.update("insert into directory_user values ('w1', 'w1@contoso.example')");
      pin.patch("{}");
      String before = pin.get().body();

      postgres.close();

      for (int i = 0; i < 3; i++) {
        Api.Answer away = pin.get();
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("serviceNotAvailable");
        assertThat(pin.delete().status()).isEqualTo(503);
      }

      postgres = Database.startPostgres(postgres.getPort(), data);

      assertThat(pin.get().body()).isEqualTo(before);
      assertThat(pin.delete().status()).isEqualTo(204);
    } finally {
      postgres.close();
    }
  }
}
