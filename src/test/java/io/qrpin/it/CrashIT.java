package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server is killed while it works. */
@Tag("long")
class CrashIT {

  private static final int WORKERS = 5_000;
  private static final int CLIENTS = 8;
  private static final int ANSWERS_BEFORE_THE_KILL = 150;

  @Test
  @DisplayName("An answered change survives `kill -9`.")
  void everyPinThatWasAnsweredIsInTheDatabaseAfterAKillAndTheServerStartsAgain() throws Exception {
    Tokens tokens = new Tokens();
    String token = tokens.administrator().signed();
    try (EmbeddedPostgres postgres = Database.startPostgres()) {
      Database database = Database.createIn(postgres);
      LibertyServer.Plan plan =
          LibertyServer.named("crash").using(database).believing(tokens).wrappingWithNewKey();
      try (LibertyServer server = plan.start()) {
        database.update(
            "insert into directory_user (id, user_principal_name)"
                + " select 'w' || n, 'w' || n || '@contoso.example' from generate_series(1, ?) n",
            WORKERS);

        Map<String, String> answered = patchUntilKilled(server, token);

        assertThat(answered).hasSizeBetween(ANSWERS_BEFORE_THE_KILL, WORKERS - 1);
        Verifier verifier = new Verifier(database, plan);
        assertThat(answered)
            .allSatisfy((id, code) -> assertThat(verifier.isPinOf(id, code)).isTrue());
        assertThat(database.value("select count(*) from credential_event"))
            .as("a row for each change and none without one")
            .isEqualTo(database.value("select count(*) from qr_pin"));

        assertThat(Secrecy.namesAny(answered.values(), database.everything())).isFalse();
        assertThat(Secrecy.namesAny(answered.values(), server.everythingLogged())).isFalse();

        server.start();
        String id = answered.keySet().iterator().next();
        assertThat(new Api(server.root()).to(Api.pinOf(id)).bearing(token).get().status())
            .isEqualTo(200);
      }
    }
  }

  private static Map<String, String> patchUntilKilled(LibertyServer server, String token)
      throws InterruptedException {
    Api api = new Api(server.root());
    Map<String, String> answered = new ConcurrentHashMap<>();
    AtomicInteger next = new AtomicInteger();
    CountDownLatch warm = new CountDownLatch(ANSWERS_BEFORE_THE_KILL);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    for (int i = 0; i < CLIENTS; i++) {
      clients.execute(
          () -> {
            try {
              for (int n = next.incrementAndGet(); n <= WORKERS; n = next.incrementAndGet()) {
                String id = "w" + n;
                Api.Answer answer = api.to(Api.pinOf(id)).bearing(token).patch("{}");
                assertThat(answer.status()).isEqualTo(201);
                answered.put(id, answer.json().getString("code"));
                warm.countDown();
              }
            } catch (Api.NoAnswer expected) {
              // The server is gone.
            }
          });
    }
    assertThat(warm.await(60, TimeUnit.SECONDS)).isTrue();
    server.kill();
    clients.shutdown();
    assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    return answered;
  }
}
