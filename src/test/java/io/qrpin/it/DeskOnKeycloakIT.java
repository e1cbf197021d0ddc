package io.qrpin.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PageAssertions.HasURLOptions;
import io.qrpin.it.LibertyServer.Platform;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The desk as it ships, with TLS, on a server with Jakarta EE 10 and without {@code qrpin.war}. Its
 * OpenID provider is Keycloak.
 */
@Tag("keycloak")
@TestInstance(Lifecycle.PER_CLASS)
class DeskOnKeycloakIT {

  /** Keycloak makes its first page slowly. */
  private static final double SLOW_MILLIS = 120_000;

  private static final Path DESK_XML = Path.of("liberty/production/qrpin-desk.xml");

  private final String password = UUID.randomUUID().toString();

  private EmbeddedPostgres postgres;
  private LibertyServer desk;
  private Keycloak provider;
  private Chromium chromium;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    chromium = Chromium.start();
    postgres = Database.startPostgres();
    Database database = Database.createIn(postgres);
    provider = new Keycloak(folder);
    String secret = UUID.randomUUID().toString();
    desk =
        LibertyServer.named("desk-keycloak")
            .on(Platform.EE10)
            .withoutQrpin()
            .using(database)
            .wrappingWithNewKey()
            .speakingTlsOnly()
            .besides("qrpin-desk", Path.of("target/qrpin-desk.war").toAbsolutePath())
            .withFile("qrpin-desk.xml", DESK_XML)
            .configured(
                "desk",
                """
                <server>
                  <include location="${server.config.dir}/qrpin-desk.xml"/>
                </server>
                """)
            .with("qrpin.desk.issuer", provider.issuer())
            .with("qrpin.desk.client.id", "qrpin-desk")
            .with("qrpin.desk.client.secret", secret)
            .with("qrpin.token.role-names-claim", "roles")
            .layOut();
    provider.start(
        LibertyServer.certificateFile(),
        LibertyServer.keyStorePassword(),
        Map.of(
            "secret", secret,
            "password", password,
            "redirect", root() + "/oidcclient/redirect/qrpin-desk"));
    desk.start();
    database.update("insert into directory_user values ('w1', 'ada@contoso.example')");
  }

  @AfterAll
  void stop() throws IOException {
    if (desk != null) {
      desk.close();
    }
    if (provider != null) {
      provider.close();
    }
    if (postgres != null) {
      postgres.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  private String root() {
    return "https://localhost:" + desk.port();
  }

  @Test
  void aHelpDeskSignsInEnrolsAWorkerAndSignsOut() {
    Page page = signIn("helpdesk");
    page.navigate(root() + "/qrpin-desk/pages/worker/enrol?id=w1");
    Desk.press(page, "Enrol");

    assertThat(Desk.heading(page)).hasText("Enrolled");
    assertThat(page.locator(".badge svg")).isVisible();
    assertThat(page.locator(".pin-shown")).hasText(Pattern.compile("[0-9]{8}"));
    assertThat(chromium.complaints()).isEmpty();

    Desk.press(page, "Sign out");
    page.navigate(root() + "/qrpin-desk/pages/start");
    assertThat(page.locator("#password")).isVisible();
  }

  @Test
  void aPersonWithoutARoleGetsOnePageThatSaysSo() {
    Page page = signIn("nobody");

    assertThat(Desk.heading(page)).hasText("You have no role at this desk");
  }

  @Test
  void aPageThatNeedsAFreshSignInOpensRightAfterOne() {
    Page page = signIn("helpdesk");

    page.navigate(root() + "/qrpin-desk/pages/lists");

    assertThat(Desk.heading(page)).hasText("A list of workers");
  }

  private Page signIn(String person) {
    Page page =
        chromium.open(root() + "/qrpin-desk/", new NewContextOptions().setIgnoreHTTPSErrors(true));
    page.locator("#username").fill(person);
    page.locator("#password").fill(password);
    page.locator("#kc-login").click();
    assertThat(page)
        .hasURL(
            Pattern.compile(".*/qrpin-desk/pages/.*"), new HasURLOptions().setTimeout(SLOW_MILLIS));
    return page;
  }
}
