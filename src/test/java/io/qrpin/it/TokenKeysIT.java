package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wrap keys are in a PKCS#11 token, which does not show them. */
@Tag("operations")
class TokenKeysIT {

  private static final String FIRST = "09599786";
  private static final String OWN = "35387687";

  private final Tokens tokens = new Tokens();
  private final String tokenPin = UUID.randomUUID().toString();
  @TempDir private Path folder;
  private Path configuration;

  /** With SoftHSM 2, and the configuration that the README shows. */
  @BeforeEach
  void aToken() throws IOException {
    Path program = Installed.program("softhsm2-util", "softhsm2");
    Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(
        folder.resolve("softhsm2.conf"), "directories.tokendir = " + folder.resolve("tokens"));
    configuration =
        Files.writeString(folder.resolve("pkcs11.cfg"), Readme.block("### A PKCS#11 token", 0));
    run(
        List.of(
            program.toString(),
            "--init-token",
            "--free",
            "--label",
            "qrpin",
            "--so-pin",
            tokenPin,
            "--pin",
            tokenPin));
  }

  private void addKey(String alias, String algorithm) throws IOException {
    run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
            "-genseckey",
            "-alias",
            alias,
            "-keyalg",
            algorithm,
            "-keysize",
            "256",
            "-keystore",
            "NONE",
            "-storetype",
            "PKCS11",
            "-addprovider",
            "SunPKCS11",
            "-providerarg",
            configuration.toString(),
            "-storepass",
            tokenPin));
  }

  private void run(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.onExit().join().exitValue()).as(said).isZero();
  }

  private Map<String, String> environment() {
    return Map.of("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
  }

  @Test
  void workersSignInWithKeysOfATokenAndTheKeysAreReplacedThere() throws IOException {
    addKey("2025-11", "AES");
    addKey("guess-tags", "HmacSHA256");
    try (EmbeddedPostgres postgres = Database.startPostgres()) {
      Database database = Database.createIn(postgres);
      LibertyServer.Plan plan =
          LibertyServer.named("token-keys")
              .using(database)
              .believing(tokens)
              .with("SOFTHSM2_CONF", environment().get("SOFTHSM2_CONF"))
              .with("qrpin.wrap-keys.type", "PKCS11")
              .with("qrpin.wrap-keys.file", configuration.toString())
              .with("qrpin.wrap-keys.password", tokenPin);
      try (LibertyServer server = plan.with("qrpin.wrap-keys.active", "2025-11").start()) {
        Api api = new Api(server.root());
        String badge = enrol(api, Worker.hiredIn(database, UUID.randomUUID().toString()));
        assertThat(signIn(api, badge, OWN).json().getString("outcome")).isEqualTo("signedIn");
        assertThat(signIn(api, badge, FIRST).status()).isEqualTo(401);

        server.kill();
        addKey("2026-11", "AES");
        server.addConfiguration(
            "<server><variable name='qrpin.wrap-keys.active' value='2026-11'/></server>");
        server.start();

        database.await(
            "select (select count(*) from qr_pin where hash like '%keyid=2026-11$%'"
                + " and remembered_hash like '%keyid=2026-11$%') = 1"
                + " and not exists (select from remembered_pin where hash like '%keyid=2025-11$%')");
        assertThat(signIn(api, badge, OWN).json().getString("outcome")).isEqualTo("signedIn");
        assertThat(signIn(api, badge, FIRST).status()).isEqualTo(401);
        assertThat(server.everythingLogged()).doesNotContain(tokenPin);
      }
    }
  }

  /** Returns the badge's text. The worker has changed the first PIN. */
  private String enrol(Api api, Worker worker) {
    String administrator =
        tokens
            .application("UserAuthMethod-QR.ReadWrite.All", "Policy.ReadWrite.AuthenticationMethod")
            .signed();
    api.to("/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin")
        .bearing(administrator)
        .patch("{\"state\":\"enabled\"}");
    JsonObject method =
        api.to(Api.methodOf(worker.id()))
            .bearing(administrator)
            .put("{\"standardQRCode\":{},\"pin\":{\"code\":\"" + FIRST + "\"}}")
            .json();
    String badge = Ward.text(method.getJsonObject("standardQRCode"));
    assertThat(
            post(api, Ward.CHANGE_PIN, "qrCode", badge, "currentPin", FIRST, "newPin", OWN)
                .status())
        .isEqualTo(204);
    return badge;
  }

  private Api.Answer signIn(Api api, String badge, String pin) {
    return post(api, Ward.SIGN_IN, "qrCode", badge, "pin", pin);
  }

  private Api.Answer post(Api api, String path, String... namesAndValues) {
    return api.to(path)
        .bearing(tokens.application("QrCodePin.SignIn").signed())
        .post(Ward.json(namesAndValues));
  }
}
