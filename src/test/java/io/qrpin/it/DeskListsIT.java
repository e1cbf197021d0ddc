package io.qrpin.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.qrpin.desk.sheet.PrintedSheet;
import io.qrpin.desk.sheet.SheetLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists, sheets, renewals and the configuration, at the desk of the first run. */
@TestInstance(Lifecycle.PER_CLASS)
class DeskListsIT {

  private static final double SLOW_MILLIS = 120_000;

  private Desk desk;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    desk = Desk.start("desk-lists", folder);
  }

  @AfterAll
  void stop() {
    if (desk != null) {
      desk.close();
    }
  }

  @BeforeEach
  void forgetWhatOtherTestsProvoked() {
    desk.complaints().clear();
  }

  @Test
  void aListIsCarriedOutAndItsBadgesAndPinsArePrintedOnce() throws IOException {
    Page page =
        sent("id;user;mode\n1;%s;enrol\n2;%s;enrol\n".formatted(Desk.worker(1), Desk.worker(2)));
    String run = page.url();

    assertThat(page.locator("main")).containsText("2 badges");
    byte[] badges = print(page, "badges", "cards_a4");
    byte[] pins = print(page, "pins", "cards_a4");

    assertThat(
            List.of(
                symbol(0, SheetLayout.CARDS_A4, badges), symbol(1, SheetLayout.CARDS_A4, badges)))
        .doesNotHaveDuplicates();
    assertThat(new String(pins, StandardCharsets.ISO_8859_1)).startsWith("%PDF");
    page.navigate(run);
    assertThat(page.locator("main")).not().containsText("2 badges");
    assertThat(print(page, "badges", "cards_a4", run).status()).isEqualTo(409);
    assertThat(desk.complaints()).isEmpty();
  }

  @Test
  void aWorkerOfAListShowsThePrintedBadgeToTheCameraAndSignsInAtTheSample(@TempDir Path folder)
      throws IOException {
    Page page = sent("id,user,mode\n1,%s,enrol\n".formatted(Desk.worker(3)));
    byte[] badges = print(page, "badges", "cards_letter");
    page.locator("#layout-pins").selectOption("page");
    Desk.press(page, "Print the PINs");
    String pin = page.locator(".digits").innerText();

    try (PrintedSheet sheet = PrintedSheet.of(SheetLayout.CARDS_LETTER, badges);
        Chromium camera =
            desk.filming(Film.ofCard(sheet.piece(0), 9).writtenTo(folder.resolve("card.y4m")))) {
      Page sample = camera.open(desk.sample());
      Desk.press(sample, "Use the camera");
      assertThat(sample.locator("qrpin-badge").getByRole(AriaRole.STATUS))
          .containsText("The badge is read.", new ContainsTextOptions().setTimeout(SLOW_MILLIS));
      sample.getByLabel("PIN", new Page.GetByLabelOptions().setExact(true)).fill(pin);
      Desk.press(sample, "Sign in");
      assertThat(Desk.heading(sample)).hasText("Change your PIN");
    }
  }

  @Test
  void theBrowserPrintsBadgesAndPinsOfNamesInAnyScript() {
    Page page = sent("id,user,mode\n1,%s,enrol\n".formatted(Desk.worker(4)));
    String run = page.url();

    page.locator("#layout-badges").selectOption("page");
    Desk.press(page, "Print the badges");
    assertThat(page.locator(".cards svg")).hasCount(1);
    assertThat(page.locator(".cards")).containsText(Desk.worker(4));
    page.navigate(run);
    page.locator("#layout-pins").selectOption("page");
    Desk.press(page, "Print the PINs");
    assertThat(page.locator(".cards .digits")).hasText(Pattern.compile("[0-9]{8}"));
    page.navigate(run);
    assertThat(page.locator("main")).not().containsText("Print the PINs");
  }

  @Test
  void failedLinesStopNothingAndAreOfferedAsATableWithoutFormulas() throws IOException {
    Page page =
        sent(
            """
            id;user;mode
            1;=1+1;enrol
            2;%s;enrol
            3;%s;nonsense
            """
                .formatted(Desk.worker(5), Desk.worker(5)));

    assertThat(page.locator("main")).containsText("Failed2");
    Download table = page.waitForDownload(() -> Desk.follow(page, "Download them as a table"));
    assertThat(Files.readString(table.path()).lines())
        .hasSize(3)
        .element(1)
        .asString()
        .startsWith("2,1,'=1+1,");
  }

  @Test
  void theSameFileIsNotCarriedOutTwiceByMistake() {
    String list = "id,user,mode\n1,%s,enrol\n".formatted(Desk.worker(6));
    sent(list);
    Page again = sent(list);

    assertThat(again.locator("main")).containsText("Done before1");
    assertThat(again.locator("main")).not().containsText("Print the badges");
  }

  @ParameterizedTest(name = "{index} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'user;mode\n1;enrol\n'|column id",
        "'id;user;mode;colour\n1;a;enrol;red\n'|colour",
        "'id;user;mode\n'|no lines",
        "''|Choose a file"
      })
  void aFileThatIsNoListIsRefusedAsAWhole(String text, String problem) {
    Page page = desk.at(Desk.HELP_DESK, "lists");
    choose(page, text.getBytes(StandardCharsets.UTF_8));
    Desk.press(page, "Send the list");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText(problem);
  }

  @Test
  void aFileThatIsNotUtf8IsRefusedByItsLine() {
    Page page = desk.at(Desk.HELP_DESK, "lists");
    choose(page, "id;user;mode\n1;M\u00fcller;enrol\n".getBytes(StandardCharsets.ISO_8859_1));
    Desk.press(page, "Send the list");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("not UTF-8: see line 2");
  }

  @Test
  void nobodyElseSeesAList() {
    Page page = sent("id,user,mode\n1,%s,resetPin\n".formatted(Desk.worker(9)));
    String run = page.url().substring(page.url().indexOf("lists/"));

    assertThat(Desk.heading(desk.at(Desk.READER, run))).hasText("You may not do this");
    Page other = desk.at(Desk.HELP_DESK, "lists/run?run=00000000-0000-4000-8000-000000000000");
    assertThat(Desk.heading(other)).hasText("There is no such list");
  }

  @Test
  void badgesThatExpireSoonAreRenewedAllAtOnceAndPrinted() throws IOException {
    sent("id,user,mode\n1,%s,enrol\n".formatted(Desk.worker(7)));
    desk.execute(
        "update qr_code set expires_at = now() + interval '20 days' where subscriber_id = '"
            + Desk.idOf(7)
            + "'");
    Page page = desk.at(Desk.HELP_DESK, "expiring");
    Locator main = page.locator("main");
    assertThat(main).containsText("Badge: Gwen Grau");
    Desk.follow(page, "Renew all badges");
    assertThat(main).containsText("1 badge expires");
    Desk.press(page, "Renew all badges");
    waitForTheEnd(page);

    assertThat(main.locator("label[for=layout-badges]")).hasText("1 badge");
    byte[] sheet = print(page, "badges", "label");
    assertThat(symbol(0, SheetLayout.LABEL, sheet)).isNotEmpty();
    assertThat(desk.at(Desk.HELP_DESK, "expiring").locator("main"))
        .not()
        .containsText("Badge: Gwen Grau");
  }

  @Test
  void thePolicyAdministratorChangesTheConfigurationAndTheReaderReadsIt() {
    Page page = desk.at(Desk.POLICY, "configuration/change");
    page.locator("#pin-length").fill("7");
    page.locator("#include").fill("everybody\nsomebody\nuser \u0001");
    Desk.press(page, "Change");
    Locator alert = page.getByRole(AriaRole.ALERT);
    assertThat(alert).containsText("Type a number from 8 to 20.");
    assertThat(alert).containsText("The line \"somebody\"");
    assertThat(alert).containsText("The line \"user");

    page.locator("#pin-length").fill("10");
    page.locator("#include").fill("everybody\ngroup night-shift");
    page.locator("#exclude").fill("user kim");
    Desk.press(page, "Change");
    assertThat(page.locator(".done")).hasText("The configuration is changed.");

    Page reader = desk.at(Desk.READER, "configuration");
    assertThat(reader.locator("main")).containsText("10 digits");
    assertThat(reader.locator("main")).containsText("everybody, group night-shift");
    assertThat(reader.locator("main")).containsText("user kim");
    assertThat(reader.locator("main")).not().containsText("Change");
  }

  @Test
  void aListThatNoPageOfTheSessionSendsIsRefused() {
    Page page = desk.at(Desk.HELP_DESK, "lists");
    APIResponse answer =
        page.request().post(desk.address("lists"), RequestOptions.create().setMaxRedirects(0));
    assertThat(answer.status()).as("without the form's key").isEqualTo(403);
  }

  /** Sends a list and waits for its end. */
  private Page sent(String list) {
    Page page = desk.at(Desk.HELP_DESK, "lists");
    choose(page, list.getBytes(StandardCharsets.UTF_8));
    Desk.press(page, "Send the list");
    waitForTheEnd(page);
    return page;
  }

  private static void waitForTheEnd(Page page) {
    assertThat(page.locator("h1"))
        .containsText("The list is done", new ContainsTextOptions().setTimeout(SLOW_MILLIS));
  }

  private static void choose(Page page, byte[] list) {
    page.locator("#list").evaluate("field => field.required = false");
    if (list.length > 0) {
      page.locator("#list").setInputFiles(new FilePayload("list.csv", "text/csv", list));
    }
  }

  /** As a scanner reads it from the printed sheet. */
  private static String symbol(int number, SheetLayout layout, byte[] pdf) throws IOException {
    try (PrintedSheet sheet = PrintedSheet.of(layout, pdf)) {
      return PrintedSheet.read(sheet.piece(number)).orElseThrow();
    }
  }

  /** A browser shows a PDF in a window of its own kind, so it is fetched as the form sends it. */
  private byte[] print(Page page, String documents, String layout) {
    APIResponse answer = print(page, documents, layout, page.url());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/pdf");
    assertThat(answer.headers().get("cache-control")).isEqualTo("no-store");
    return answer.body();
  }

  private static APIResponse print(Page page, String documents, String layout, String run) {
    String key = page.locator("input[name=form-key]").first().inputValue();
    return page.request()
        .post(
            run.replace("lists/run", "lists/" + documents),
            RequestOptions.create()
                .setHeader("Sec-Fetch-Site", "same-origin")
                .setForm(FormData.create().set("form-key", key).set("layout", layout)));
  }
}
