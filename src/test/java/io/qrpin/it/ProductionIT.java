package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** The production configuration as it stands, and nothing beside it. */
class ProductionIT {

  @Test
  void theProductionServerSpeaksTlsOnlyAndTakesItsSecretsFromTheEnvironment() throws Exception {
    Tokens tokens = new Tokens();
    try (EmbeddedPostgres postgres = Database.startPostgres()) {
      Database database = Database.createIn(postgres);
      LibertyServer.Plan plan =
          LibertyServer.named("production")
              .using(database)
              .believing(tokens)
              .wrappingWithNewKey()
              .speakingTlsOnly();
      try (LibertyServer server = plan.start()) {
        database.update("insert into directory_user values ('w1', 'w1@contoso.example')");
        String pin = "//localhost:" + server.port() + "/qrpin" + Api.pinOf("w1");
        HttpClient client = HttpClient.newBuilder().sslContext(trustOf(server)).build();

        assertThat(patch(client, "https:" + pin, tokens).statusCode()).isEqualTo(201);
        assertThatThrownBy(() -> patch(client, "http:" + pin, tokens))
            .isInstanceOf(IOException.class);
        assertThat(server.console())
            .doesNotContain("Web application available (default_host): http:/");
      }
    }
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

  /** The certificate that Liberty makes for itself where it finds none. */
  private static SSLContext trustOf(LibertyServer server)
      throws IOException, GeneralSecurityException {
    Path file = server.folder().resolve("resources/security/key.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, server.keyStorePassword().toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("default"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
