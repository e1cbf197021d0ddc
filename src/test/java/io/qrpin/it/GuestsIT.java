package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import example.guest.GuestServlet;
import io.qrpin.it.Api.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.GenericArchive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Two applications with the embeddable jar run beside {@code qrpin.war} on one server and one
 * database. Each has its own copy of every library.
 */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
class GuestsIT {

  private final Tokens tokens = new Tokens();
  private EmbeddedPostgres postgres;
  private Database database;
  private LibertyServer server;

  @BeforeAll
  void start() {
    postgres = Database.startPostgres();
    database = Database.createIn(postgres);
    Path guest = guest();
    server =
        LibertyServer.named("guests")
            .using(database)
            .believing(tokens)
            .wrappingWithNewKey()
            .besides("shop", guest)
            .besides("ward", guest)
            .start();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    postgres.close();
  }

  @Test
  void aPinThatOneApplicationIssuesIsValidInTheOthers() {
    database.update("insert into directory_user values ('w1', 'w1@contoso.example')");
    assertThat(enablePolicy().status()).isEqualTo(200);
    String badge = badge("w1");
    String own = Ward.PINS.get(1);

    assertThat(ask("shop", "set", "user", "w1", "pin", Ward.PINS.get(0))).isEqualTo("IssuedPin");
    assertThat(everybody(badge, Ward.PINS.get(0)))
        .containsExactly("pinChangeRequired", "PinChangeRequired", "PinChangeRequired");

    assertThat(ask("ward", "change", "badge", badge, "pin", Ward.PINS.get(0), "new", own))
        .isEqualTo("Changed");
    assertThat(everybody(badge, own)).containsExactly("signedIn", "SignedIn", "SignedIn");
    assertThat(everybody(badge, Ward.PINS.get(0)))
        .containsExactly("invalidCredentials", "Refused", "Refused");

    String reset = administrator(Api.pinOf("w1")).patch("{}").json().getString("code");
    assertThat(everybody(badge, reset))
        .containsExactly("pinChangeRequired", "PinChangeRequired", "PinChangeRequired");
    assertThat(everybody(badge, own)).containsExactly("invalidCredentials", "Refused", "Refused");
  }

  /** A guest of the directory has a # in the name; a guest of the server is an application. */
  @Test
  void theNameOfADirectorysGuestIsServedByQrpinAndStillRefusedToOtherApplications() {
    database.update(
        "insert into directory_user values ('g1', 'anna_partner.example#EXT#@contoso.example')");
    String name = "anna_partner.example%23EXT%23@contoso.example";

    assertThat(administrator(Api.pinOf(name)).patch("{}").status()).isEqualTo(201);
    assertThat(administrator(Api.pinOf("g1")).get().status()).isEqualTo(200);
    assertThat(new Api(server.root("shop")).to("/do/" + name).get().status()).isEqualTo(400);
  }

  @Test
  void eachLogsItsHasherOnce() {
    assertThat(server.messages().stream().filter(line -> line.contains("PINs are hashed by")))
        .hasSize(3)
        .allMatch(line -> line.contains("by libsodium") || line.contains("by Bouncy Castle"));
  }

  @Test
  void aGuestServesNoPathOfQrpin() {
    Api shop = new Api(server.root("shop"));

    assertThat(shop.to("/beta" + Api.pinOf("w1")).get().status()).isEqualTo(404);
    assertThat(shop.to("/v1.0/me").get().status()).isEqualTo(404);
  }

  /** The embeddable jar, its dependencies, and one servlet. */
  private static Path guest() {
    Path war = Path.of("target/it/guest.war").toAbsolutePath();
    war.getParent().toFile().mkdirs();
    GenericArchive libraries =
        ShrinkWrap.createFromZipFile(GenericArchive.class, new File("target/qrpin.war"))
            .filter(Filters.include("/WEB-INF/lib/.*"));
    WebArchive archive =
        ShrinkWrap.create(WebArchive.class)
            .merge(libraries)
            .addAsLibrary(new File("target/qrpin-embeddable.jar"))
            .addPackage(GuestServlet.class.getPackage());
    archive.as(ZipExporter.class).exportTo(war.toFile(), true);
    return war;
  }

  /** The answers of qrpin and of both guests to badge and PIN. */
  private List<String> everybody(String badge, String pin) {
    Answer answer =
        new Api(server.root())
            .to(Ward.SIGN_IN)
            .bearing(tokens.application("QrCodePin.SignIn").signed())
            .post(Ward.json("qrCode", badge, "pin", pin));
    return List.of(
        answer.status() == 200 ? answer.json().getString("outcome") : answer.code(),
        ask("shop", "sign-in", "badge", badge, "pin", pin),
        ask("ward", "sign-in", "badge", badge, "pin", pin));
  }

  private String ask(String guest, String what, String... namesAndValues) {
    List<String> form = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.add(
          namesAndValues[i]
              + "="
              + URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    return new Api(server.root(guest))
        .to("/do/" + what)
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", BodyPublishers.ofString(String.join("&", form)))
        .body();
  }

  private String badge(String user) {
    JsonObject method = administrator(Api.methodOf(user)).put("{\"standardQRCode\":{}}").json();
    return Ward.text(method.getJsonObject("standardQRCode"));
  }

  private Api.Call administrator(String path) {
    return new Api(server.root()).to(path).bearing(tokens.administrator().signed());
  }

  private Answer enablePolicy() {
    return new Api(server.root())
        .to("/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin")
        .bearing(tokens.application("Policy.ReadWrite.AuthenticationMethod").signed())
        .patch("{\"state\":\"enabled\"}");
  }
}
