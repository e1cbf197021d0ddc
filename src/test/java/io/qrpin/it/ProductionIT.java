package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** The production configuration as it stands, and nothing beside it. */
class ProductionIT {

  private final Tokens tokens = new Tokens();

  @Test
  void theProductionServerSpeaksTlsOnlyAndTakesItsSecretsFromTheEnvironment() throws Exception {
    TlsPostgres tls = TlsPostgres.start(Path.of("target/it/production-tls").toAbsolutePath());
    try (EmbeddedPostgres postgres = tls.postgres()) {
      Database database = Database.withTwoRoles(postgres);
      try (LibertyServer server = plan(database, tls.certificate()).start()) {
        database.update("insert into directory_user values ('w1', 'w1@contoso.example')");
        String pin = "//localhost:" + server.port() + "/qrpin" + Api.pinOf("w1");
        HttpClient client = HttpClient.newBuilder().sslContext(server.trust()).build();

        HttpResponse<String> created = patch(client, "https:" + pin, tokens);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThatThrownBy(() -> patch(client, "http:" + pin, tokens))
            .isInstanceOf(IOException.class);
        assertThat(server.console())
            .doesNotContain("Web application available (default_host): http:/");
        assertHeadersAreSafe(created);
        assertOnlyQrpinAnswers(client, server);
        assertTlsIsNew(server);
        assertConnectionsAreEncrypted(database);
        assertTheRuntimeRoleCannotTouchTheAuditTrail(database);
        assertThat(server.console()).doesNotContain("owns the tables");
      }
    }
  }

  @Test
  void aDatabaseWhoseCertificateIsNotTrustedIsNotUsed() throws Exception {
    TlsPostgres tls = TlsPostgres.start(Path.of("target/it/production-tls").toAbsolutePath());
    try (EmbeddedPostgres postgres = tls.postgres()) {
      Path other =
          TlsPostgres.certificateIn(Path.of("target/it/production-other").toAbsolutePath());
      try (LibertyServer server = plan(Database.withTwoRoles(postgres), other).layOut()) {
        assertThat(server.startAndWait()).contains("CWWKZ0012I");

        assertThat(server.everythingLogged()).containsPattern("qrpin does not start: SSL error: ");
      }
    }
  }

  @Test
  void aRoleThatServesAndOwnsTheTablesIsWarnedAbout() {
    try (EmbeddedPostgres postgres = Database.startPostgres();
        LibertyServer server =
            LibertyServer.named("production-owner")
                .using(Database.createIn(postgres))
                .believing(tokens)
                .wrappingWithNewKey()
                .start()) {
      assertThat(server.console())
          .contains("the database role postgres serves requests and owns the tables");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LibertyServer.Plan plan(Database database, Path certificate) {
    return LibertyServer.named("production")
        .using(database)
        .without("qrpin.db.sslmode")
        .withTwoRoles()
        .with("qrpin.db.sslrootcert", certificate.toString())
        .believing(tokens)
        .wrappingWithNewKey()
        .speakingTlsOnly();
  }

  private static void assertHeadersAreSafe(HttpResponse<String> answer) {
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(answer.headers().allValues("Strict-Transport-Security"))
        .containsExactly("max-age=31536000");
    assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
  }

  /** No welcome page, and the server's own errors say no more than they must. */
  private static void assertOnlyQrpinAnswers(HttpClient client, LibertyServer server)
      throws IOException, InterruptedException {
    for (String path : List.of("/", "/other")) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("Liberty", "WebSphere");
      assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    }
  }

  private static void assertTlsIsNew(LibertyServer server) throws Exception {
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      try (SSLSocket socket = connect(server, version)) {
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      }
    }
    assertThat(Files.readString(server.folder().resolve("server.xml")))
        .contains("sslProtocol=\"TLSv1.2,TLSv1.3\"");
  }

  private static SSLSocket connect(LibertyServer server, String version) throws Exception {
    SSLSocket socket =
        (SSLSocket) server.trust().getSocketFactory().createSocket("localhost", server.port());
    socket.setEnabledProtocols(new String[] {version});
    return socket;
  }

  private static void assertConnectionsAreEncrypted(Database database) {
    String connections =
        " from pg_stat_activity a join pg_stat_ssl s using (pid)"
            + " where a.usename like 'qrpin%'";
    assertThat(database.value("select count(*) > 0 and bool_and(s.ssl)" + connections))
        .isEqualTo("t");
  }

  private static void assertTheRuntimeRoleCannotTouchTheAuditTrail(Database database) {
    assertThat(database.value("select count(*) > 0 from credential_event")).isEqualTo("t");
    for (String statement :
        List.of(
            "truncate credential_event",
            "alter table credential_event disable trigger all",
            "update credential_event set reason = 'x'",
            "delete from credential_event",
            "drop table credential_event",
            "insert into credential_event select * from credential_event",
            "update credential_event_first set reason = 'x'",
            "insert into credential_event_rest select * from credential_event",
            "update audit_checkpoint set statement = 'x'",
            "delete from audit_checkpoint",
            "truncate attempt_ledger",
            "delete from attempt_floor",
            "delete from qrpin_schema_history",
            "insert into directory_user values ('w2', 'w2@contoso.example')",
            "create table another ()")) {
      assertThatThrownBy(() -> database.executeAs("qrpin", statement))
          .as(statement)
          .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }
    database.executeAs("qrpin", "select count(*) from credential_event");
  }

  private static HttpResponse<String> patch(HttpClient client, String pin, Tokens tokens)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(pin))
            .header("Authorization", "Bearer " + tokens.administrator().signed())
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
