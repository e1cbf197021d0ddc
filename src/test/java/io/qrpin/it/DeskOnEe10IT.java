package io.qrpin.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.qrpin.it.LibertyServer.Platform;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The desk on a server of its own with Jakarta EE 10, with the configuration that ships and without
 * {@code qrpin.war}. The provider is another server, that of the first run.
 */
@Tag("long")
class DeskOnEe10IT {

  private static final Path DESK_XML = Path.of("liberty/production/qrpin-desk.xml");

  @Test
  void aHelpDeskSignsInAndEnrolsAWorker(@TempDir Path folder) throws IOException {
    LibertyServer provider = LibertyServer.firstRun("desk-provider", folder);
    String issuer = "http://localhost:" + provider.port() + "/oidc/endpoint/people";
    try (EmbeddedPostgres postgres = Database.startPostgres();
        provider) {
      Database database = Database.createIn(postgres);
      LibertyServer desk = desk(database, issuer);
      register(desk.root("oidcclient") + "/redirect/qrpin-desk", provider);
      provider.start();
      try (desk;
          Chromium chromium = Chromium.start()) {
        desk.start();
        database.update("insert into directory_user values ('w1', 'ada@contoso.example')");
        Page page = chromium.open(desk.root("qrpin-desk") + "/");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(Desk.HELP_DESK);
        page.getByLabel("Password").fill(Desk.HELP_DESK);
        Desk.press(page, "Sign in");
        assertThat(page).hasURL(Pattern.compile(".*/pages/start"));

        page.navigate(desk.root("qrpin-desk") + "/pages/worker/enrol?id=w1");
        Desk.press(page, "Enrol");

        assertThat(Desk.heading(page)).hasText("Enrolled");
        assertThat(page.locator(".badge svg")).isVisible();
        assertThat(page.locator(".pin-shown")).hasText(Pattern.compile("[0-9]{8}"));
      }
    }
  }

  /** The server that ships, but for plain HTTP to the provider on this machine. */
  private static LibertyServer desk(Database database, String issuer) {
    return LibertyServer.named("desk-ee10")
        .on(Platform.EE10)
        .withoutQrpin()
        .using(database)
        .wrappingWithNewKey()
        .besides("qrpin-desk", Path.of("target/qrpin-desk.war").toAbsolutePath())
        .withFile("qrpin-desk.xml", DESK_XML)
        .configured(
            "desk",
            """
            <server>
              <include location="${server.config.dir}/qrpin-desk.xml"/>
              <openidConnectClient id="qrpin-desk" httpsRequired="false"/>
            </server>
            """)
        .with("qrpin.desk.issuer", issuer)
        .with("qrpin.desk.client.id", "qrpin-desk")
        .with("qrpin.desk.client.secret", "first-run")
        .layOut();
  }

  /** The first run's own desk cannot sign in then, and is not used here. */
  private static void register(String redirect, LibertyServer provider) throws IOException {
    Path configuration = provider.folder().resolve("server.xml");
    String own = "${first.run.root}/oidcclient/redirect/desk";
    String text = Files.readString(configuration);
    if (!text.contains(own)) {
      throw new IllegalStateException("the provider registers its desk in another way");
    }
    Files.writeString(
        configuration,
        text.replace(own, redirect).replace("scope=\"openid\"", "scope=\"openid profile\""));
  }
}
