package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/** The same WAR on a server with Jakarta EE 10 features. */
class Ee10IT {

  @Test
  void theMainJobRunsOnEe10() throws Exception {
    Tokens tokens = new Tokens();
    String token = tokens.administrator().signed();
    try (EmbeddedPostgres postgres = Database.startPostgres()) {
      Database database = Database.createIn(postgres);
      LibertyServer.Plan plan =
          LibertyServer.named("ee10")
              .on(LibertyServer.Platform.EE10)
              .using(database)
              .believing(tokens)
              .wrappingWithNewKey();
      try (LibertyServer server = plan.start()) {
        assertThat(server.console()).contains("persistence-3.1").doesNotContain("persistence-3.2");
        database.update("insert into directory_user values ('w1', 'w1@contoso.example')");
        Api api = new Api(server.root());
        String path = Api.pinOf("w1");

        JsonObject created = api.to(path).bearing(token).patch("{}").json();
        JsonObject reset = api.to(path).bearing(token).patch("{\"code\":\"09599786\"}").json();
        JsonObject read = api.to(path).bearing(token).get().json();

        assertThat(reset.getString("id")).isEqualTo(created.getString("id"));
        assertThat(new Verifier(database, plan).isPinOf("w1", "09599786")).isTrue();
        assertThat(read.get("code")).isEqualTo(JsonValue.NULL);
        assertThat(read.getString("updatedDateTime")).isEqualTo(reset.getString("updatedDateTime"));
        assertThat(api.to(path).bearing(token).patch("{\"code\":\"1\"}").code())
            .isEqualTo("pinTooShort");
        assertThat(api.to(path).bearing(token).patch("[]").code()).isEqualTo("badRequest");
        assertThat(api.to(path).get().code()).isEqualTo("unauthenticated");
        assertThat(api.to("/nothing").bearing(token).get().code()).isEqualTo("resourceNotFound");
        assertThat(api.to(path).bearing(token).delete().status()).isEqualTo(204);
        assertThat(api.to(path).bearing(token).delete().status()).isEqualTo(404);
        assertThat(database.value("select count(*) from credential_event")).isEqualTo("3");

        String method = "/users/w1/authentication/qrCodePinMethod";
        assertThat(api.to(method + "/standardQRCode").bearing(token).patch("{}").status())
            .isEqualTo(404);
        assertThat(api.to(path).bearing(token).patch("{}").status()).isEqualTo(201);
        JsonObject enrolled =
            api.to(method)
                .bearing(token)
                .with("Content-Type", "application/json")
                .send("PUT", BodyPublishers.ofString("{\"standardQRCode\":{}}"))
                .json();
        assertThat(api.to(method).bearing(token).get().json().getString("id"))
            .isEqualTo(enrolled.getString("id"));
        assertThat(api.to(method).bearing(token).delete().status()).isEqualTo(204);
        String policy =
            "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin";
        String administrator = tokens.application("Policy.ReadWrite.AuthenticationMethod").signed();
        JsonObject changed =
            api.to(policy)
                .bearing(administrator)
                .patch("{\"includeTargets\":[{\"id\":\"g\",\"targetType\":\"group\"}]}")
                .json();
        assertThat(api.to(policy).bearing(administrator).get().json()).isEqualTo(changed);
        assertThat(api.to(policy).bearing(administrator).delete().status()).isEqualTo(204);
      }
    }
  }
}
