package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server is killed in the middle of a list. */
@Tag("long")
class EnrolmentsCrashIT {

  private static final int WORKERS = 400;
  private static final int ANSWERS_BEFORE_THE_KILL = 50;

  @Test
  @DisplayName("After `kill -9` the same list enrols each worker exactly once.")
  void afterAKillTheSameListEnrolsEachWorkerExactlyOnce() throws Exception {
    Tokens tokens = new Tokens();
    try (EmbeddedPostgres postgres = Database.startPostgres()) {
      Database database = Database.createIn(postgres);
      LibertyServer.Plan plan =
          LibertyServer.named("enrolments-crash")
              .using(database)
              .believing(tokens)
              .wrappingWithNewKey();
      try (LibertyServer server = plan.start()) {
        database.update(
            "insert into directory_user (id, user_principal_name)"
                + " select 'w' || n, 'w' || n || '@contoso.example' from generate_series(1, ?) n",
            WORKERS);
        HttpRequest request = request(server, tokens.administrator().signed());

        long answered = sendUntilKilled(server, request);
        assertThat(answered).isBetween((long) ANSWERS_BEFORE_THE_KILL, WORKERS - 1L);
        long done = Long.parseLong(database.value("select count(*) from bulk_line"));
        assertThat(done).as("done or answered").isBetween(answered, WORKERS - 1L);
        assertThat(database.value("select count(*) from qr_code_pin_method"))
            .as("a mark for each worker and no other")
            .isEqualTo(String.valueOf(done));

        server.start();
        String last =
            HttpClient.newHttpClient()
                .send(request(server, tokens.administrator().signed()), BodyHandlers.ofString())
                .body()
                .lines()
                .reduce((one, next) -> next)
                .orElseThrow();

        assertThat(last)
            .isEqualTo(
                "{\"summary\":{\"done\":%d,\"alreadyDone\":%d,\"failed\":0,\"left\":0}}"
                    .formatted(WORKERS - done, done));
        assertThat(
                database.value(
                    "select count(*) from (select subscriber_id from credential_event"
                        + " where event = 'MethodCreated' group by subscriber_id"
                        + " having count(*) = 1) once"))
            .isEqualTo(String.valueOf(WORKERS));
      }
    }
  }

  private static HttpRequest request(LibertyServer server, String token) {
    String list =
        IntStream.rangeClosed(1, WORKERS)
            .mapToObj(n -> "{\"id\":\"%d\",\"user\":\"w%d\",\"mode\":\"enrol\"}".formatted(n, n))
            .collect(Collectors.joining("\n"));
    return HttpRequest.newBuilder(URI.create(server.root() + "/qrCodePin/enrolments"))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/x-ndjson")
        .header("Idempotency-Key", "monday")
        .POST(BodyPublishers.ofString(list))
        .build();
  }

  /** Returns how many lines were answered. */
  private static long sendUntilKilled(LibertyServer server, HttpRequest request) throws Exception {
    long[] answered = {0};
    try (Stream<String> lines =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
      lines.forEach(
          line -> {
            if (++answered[0] == ANSWERS_BEFORE_THE_KILL) {
              server.kill();
            }
          });
    } catch (UncheckedIOException expected) {
      // The server is gone.
    }
    return answered[0];
  }
}
