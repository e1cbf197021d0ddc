package io.qrpin.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.qrpin.badge.PrintedSymbol;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The sample application of the first run, in a real browser with a camera. */
@TestInstance(Lifecycle.PER_CLASS)
class SampleIT {

  private Path folder;
  private LibertyServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    this.folder = folder;
    Installed.program("chromium", "chromium");
    Installed.program("node", "nodejs");
    server = LibertyServer.firstRun("sample", folder.resolve("first-run"));
    server.start();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private String address() {
    return server.root("sample") + "/";
  }

  @Test
  void aNewcomerEnrolsAWorkerWhoShowsTheBadgeAndChangesThePin() throws IOException {
    String pin = enrolByTheLineOnTheConsole();
    Path film =
        Film.of(printed(Files.readAllBytes(folder.resolve("badge.svg"))), 9)
            .writtenTo(folder.resolve("badge.y4m"));
    String own = Ward.otherThan(pin);
    try (Chromium chromium = Chromium.filming(film)) {
      Page page = chromium.open(address());

      showTheBadge(page);
      page.getByLabel("PIN", new Page.GetByLabelOptions().setExact(true)).fill(pin);
      press(page, "Sign in");
      assertThat(page.getByRole(AriaRole.HEADING)).hasText("Change your PIN");

      showTheBadge(page);
      page.getByLabel("Your PIN until now").fill(pin);
      page.getByLabel("Your new PIN").fill("12345678");
      press(page, "Change the PIN");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("count up or down");

      showTheBadge(page);
      page.getByLabel("Your PIN until now").fill(pin);
      page.getByLabel("Your new PIN").fill(own);
      press(page, "Change the PIN");
      assertThat(page.locator("main")).containsText("Your PIN is changed.");

      showTheBadge(page);
      page.getByLabel("PIN", new Page.GetByLabelOptions().setExact(true)).fill(own);
      press(page, "Sign in");
      assertThat(page.locator("main")).containsText("worker01@contoso.example is signed in.");

      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("The rota")).click();
      assertThat(page.locator("main")).containsText("Early, late, night.");
      press(page, "Sign out for the next worker");
      assertThat(page.getByRole(AriaRole.HEADING)).hasText("Sign in");

      page.goBack();
      assertThat(page.locator("main")).not().containsText("Early, late, night.");
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  private String enrolByTheLineOnTheConsole() {
    String line =
        server.console().lines().filter(it -> it.startsWith("curl ")).findFirst().orElseThrow();
    String printed = Installed.run("bash", "-c", "cd '" + folder + "' && " + line);
    return printed.strip().replaceFirst("^PIN ", "");
  }

  private static BufferedImage printed(byte[] svg) {
    return PrintedSymbol.printed(svg, 300, 30).image();
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  private static void showTheBadge(Page page) {
    press(page, "Use the camera");
    assertThat(message(page)).hasText("The badge is read.");
  }

  private static Locator message(Page page) {
    return page.locator("qrpin-badge").getByRole(AriaRole.STATUS);
  }
}
