package io.qrpin.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.qrpin.badge.PrintedSymbol;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample application of the first run, in a real browser with a camera. */
@TestInstance(Lifecycle.PER_CLASS)
class SampleIT {

  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private Path folder;
  private Chromium chromium;
  private LibertyServer server;
  private String token;
  private int enrolled = 1;

  /** A worker of the first run's directory. */
  record Enrolled(String name, String badge, String pin) {
    String own() {
      return Ward.otherThan(pin);
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    chromium = Chromium.start();
    this.folder = folder;
    server = LibertyServer.firstRun("sample", folder.resolve("first-run"));
    server.start();
    Matcher command = Pattern.compile("\\$\\((java .*?)\\)\"").matcher(enrolment());
    assertThat(command.find()).as("the command that makes a token").isTrue();
    token = Installed.run("bash", "-c", command.group(1)).strip();
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
      server.close();
    }
  }

  @Test
  void aNewcomerEnrolsAWorkerWhoShowsTheBadgeAndChangesThePin() throws IOException {
    String printed = Installed.run("bash", "-c", "cd '" + folder + "' && " + enrolment());
    String pin = printed.strip().replaceFirst("^PIN ", "");
    byte[] badge = Files.readAllBytes(folder.resolve("badge.svg"));
    Path film =
        Film.of(PrintedSymbol.printed(badge, 300, 30).image(), 9)
            .writtenTo(folder.resolve("badge.y4m"));
    String own = Ward.otherThan(pin);
    try (Chromium camera = chromium.filming(film)) {
      Page page = camera.open(address());

      showTheBadge(page);
      pin(page).fill(pin);
      press(page, "Sign in");
      assertThat(heading(page)).hasText("Change your PIN");

      showTheBadge(page);
      labelled(page, "Your PIN until now").fill(pin);
      labelled(page, "Your new PIN").fill("12345678");
      press(page, "Change the PIN");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("count up or down");

      showTheBadge(page);
      labelled(page, "Your PIN until now").fill(pin);
      labelled(page, "Your new PIN").fill(own);
      press(page, "Change the PIN");
      assertThat(page.locator("main")).containsText("Your PIN is changed.");

      showTheBadge(page);
      pin(page).fill(own);
      press(page, "Sign in");
      assertThat(page.locator("main")).containsText("worker01@contoso.example is signed in.");

      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("The rota")).click();
      assertThat(page.locator("main")).containsText("Early, late, night.");
      press(page, "Sign out for the next worker");
      assertThat(heading(page)).hasText("Sign in");

      page.goBack();
      assertThat(page.locator("main")).not().containsText("Early, late, night.");
      assertThat(camera.complaints()).isEmpty();
    }
  }

  /** The characters that the keys 0 to 9 type on each layout. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "US 0123456789 Enter",
        "French à&é\"'(-è_ç Tab",
        "Slovak é+ľščťžýáí Enter",
        "Lithuanian 0ąčęėįšųū9 none",
        "Persian ۰۱۲۳۴۵۶۷۸۹ Tab"
      })
  void aWorkerScansTheBadgeOnEveryLayout(String layout, String row, String end) {
    Enrolled worker = enrol();
    becomeShiftLead(worker);
    Page page = chromium.open(address());
    scan(page, worker, row, end);
    pin(page).fill(worker.pin());
    press(page, "Sign in");
    assertThat(heading(page)).hasText("Change your PIN");

    scan(page, worker, row, end);
    labelled(page, "Your PIN until now").fill(worker.pin());
    labelled(page, "Your new PIN").fill(worker.own());
    press(page, "Change the PIN");
    assertThat(page.locator("main")).containsText("Your PIN is changed.");

    pin(page).focus();
    scan(page, worker, row, end);
    pin(page).fill(worker.own());
    press(page, "Sign in");
    assertThat(page.locator("main")).containsText(worker.name() + " is signed in.");
    page.getByRole(AriaRole.LINK).click();
    assertThat(page.locator("main")).containsText("Early, late, night.");
    press(page, "Sign out for the next worker");
    assertThat(heading(page)).hasText("Sign in");
    assertThat(chromium.complaints()).isEmpty();
  }

  private static void scan(Page page, Enrolled worker, String row, String end) {
    page.locator("qrpin-badge #field").waitFor();
    // A machine that is busy sends the keys late.
    page.evaluate("document.querySelector('qrpin-badge').setAttribute('scan-gap', '2000')");
    TypingScanner.scan(page, worker.badge(), row, end);
    assertThat(page.locator("qrpin-badge #field")).hasValue(worker.badge());
  }

  @Test
  void theKeyboardAloneIsEnough() {
    Enrolled worker = enrol();
    Page page = chromium.open(address());
    page.locator("qrpin-badge #field").waitFor();
    page.keyboard().press("Tab");
    page.keyboard().insertText(worker.badge());
    page.keyboard().press("Enter");
    assertThat(pin(page)).isFocused();
    page.keyboard().insertText(worker.pin());
    page.keyboard().press("Enter");
    assertThat(heading(page)).hasText("Change your PIN");

    page.locator("qrpin-badge #field").waitFor();
    page.keyboard().press("Tab");
    page.keyboard().insertText(worker.badge());
    page.keyboard().press("Tab");
    assertThat(
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Use the camera")))
        .isFocused();
    page.keyboard().press("Tab");
    page.keyboard().insertText(worker.pin());
    page.keyboard().press("Tab");
    page.keyboard().insertText(worker.own());
    page.keyboard().press("Tab");
    page.keyboard().press("Space");
    assertThat(page.locator("main")).containsText("Your PIN is changed.");
  }

  @Test
  void aTouchDeviceHasAKeypad() {
    Enrolled worker = enrol();
    Page page =
        chromium.open(address(), new NewContextOptions().setHasTouch(true).setIsMobile(true));
    setBadge(page, worker.badge());
    Locator keypad =
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Keys: PIN"));
    for (char digit : (worker.pin() + "7").toCharArray()) {
      keypad
          .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(String.valueOf(digit)))
          .tap();
    }
    keypad
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete the last digit"))
        .tap();
    press(page, "Sign in");

    assertThat(heading(page)).hasText("Change your PIN");
  }

  @Test
  void aWaitIsCountedDownAndAtTheLimitOnlyTheManagerHelps() throws Exception {
    Enrolled worker = enrol();
    Page page = chromium.open("about:blank");
    page.clock().install(new Clock.InstallOptions().setTime(0));
    page.navigate(address());
    for (int i = 0; i < 6; i++) {
      signIn(page, worker.badge(), "4028617" + i);
    }
    Locator wait = page.locator(".wait");
    assertThat(wait).hasText(Pattern.compile("1 minute|[1-5]?[0-9] seconds"));
    page.clock().fastForward(45_000);
    assertThat(wait).hasText(Pattern.compile("1[0-9] seconds|[1-9] seconds"));
    page.clock().fastForward(20_000);
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("You can try again now.");

    execute(
        "update attempt_ledger set failures = 50 where subscriber_id ="
            + " (select id from directory_user where user_principal_name = '"
            + worker.name()
            + "')");
    signIn(page, worker.badge(), worker.pin());
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("See your manager");
  }

  @Test
  void aPersonWhoseSessionHasEndedIsSignedOut() {
    Enrolled worker = enrol();
    Page page = chromium.open(address());
    changePin(page, worker);
    signIn(page, worker.badge(), worker.own());
    assertThat(heading(page)).hasText("Hello");

    page.context().clearCookies(new ClearCookiesOptions().setName("JSESSIONID"));
    page.navigate(address() + "start");

    assertThat(heading(page)).hasText("Sign in");
  }

  @Test
  void noAnswerIsKeptAndAFormOfAnotherSiteIsRefused() {
    Page page = chromium.open(address());
    var answer = page.navigate(address() + "sign-in");
    assertThat(answer.headerValue("cache-control")).contains("no-store");
    assertThat(answer.headerValue("content-security-policy")).doesNotContain("unsafe");
    assertThat(answer.headerValue("permissions-policy")).isEqualTo("camera=(self)");

    page.locator("qrpin-badge").evaluate("badge => badge.remove()");
    pin(page).fill("40286173");
    Response posted = page.waitForResponse("**/sign-in", () -> press(page, "Sign in"));
    assertThat(posted.status()).as("a reload must not send it again").isEqualTo(303);
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("Badge or PIN is wrong.");

    page.navigate("data:text/html,<form method=post action=" + address() + "sign-in><button>x");
    var refused = page.waitForResponse("**/sign-in", () -> page.locator("button").click());
    assertThat(refused.status()).isEqualTo(403);
  }

  static Stream<NewContextOptions> looks() {
    return Stream.of(
        look(ColorScheme.LIGHT).setViewportSize(320, 640),
        look(ColorScheme.DARK).setViewportSize(320, 640),
        // 200 % zoom of a window that is 1280 wide.
        look(ColorScheme.LIGHT).setViewportSize(640, 360).setDeviceScaleFactor(2),
        look(ColorScheme.DARK).setHasTouch(true).setIsMobile(true));
  }

  /** The scripts of axe-core would not pass the pages' policy. */
  private static NewContextOptions look(ColorScheme scheme) {
    return new NewContextOptions().setColorScheme(scheme).setBypassCSP(true);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("looks")
  void everyPageIsAccessible(NewContextOptions look) {
    Enrolled worker = enrol();
    try (Chromium camera = chromium.filming(new Film().writtenTo(folder.resolve("empty.y4m")))) {
      Page page = camera.open(address(), look);
      assertAccessible(page, "sign in");
      press(page, "Use the camera");
      assertThat(page.locator("video")).isVisible();
      assertAccessible(page, "sign in, camera");
      setBadge(page, "https://contoso.example");
      assertAccessible(page, "sign in, not a badge");
      turnRightToLeft(page);
      assertAccessible(page, "sign in, right to left");

      page.navigate(address());
      signIn(page, worker.badge(), "40286173");
      assertThat(page.getByRole(AriaRole.ALERT)).hasText("Badge or PIN is wrong.");
      assertAccessible(page, "sign in, refused");

      signIn(page, worker.badge(), worker.pin());
      assertAccessible(page, "change the PIN");
      setBadge(page, worker.badge());
      labelled(page, "Your PIN until now").fill(worker.pin());
      labelled(page, "Your new PIN").fill("11111111");
      press(page, "Change the PIN");
      assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
      assertAccessible(page, "change the PIN, refused");
      turnRightToLeft(page);
      assertAccessible(page, "change the PIN, right to left");

      changePin(page, worker);
      signIn(page, worker.badge(), worker.own());
      assertThat(heading(page)).hasText("Hello");
      assertAccessible(page, "start");
      becomeShiftLead(worker);
      page.navigate(address() + "sign-in");
      signIn(page, worker.badge(), worker.own());
      page.getByRole(AriaRole.LINK).click();
      assertThat(heading(page)).hasText("The rota");
      assertAccessible(page, "rota");
      turnRightToLeft(page);
      assertAccessible(page, "rota, right to left");
    }
  }

  private static void assertAccessible(Page page, String name) {
    assertThat(new AxeBuilder(page).withTags(WCAG).analyze().getViolations()).as(name).isEmpty();
    assertThat(
            page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as(name + " scrolls only down")
        .isEqualTo(true);
  }

  private static void turnRightToLeft(Page page) {
    page.evaluate(
        """
        document.documentElement.dir = 'rtl';
        document.querySelectorAll('qrpin-badge').forEach((badge) => (badge.lang = 'ar'));
        """);
  }

  private String address() {
    return server.root("sample") + "/";
  }

  private String enrolment() {
    return server.console().lines().filter(it -> it.startsWith("curl ")).findFirst().orElseThrow();
  }

  private Enrolled enrol() {
    enrolled++;
    String name = "worker%02d@contoso.example".formatted(enrolled);
    JsonObject answer =
        new Api(server.root())
            .to("/users/" + name + "/authentication/qrCodePinMethod")
            .bearing(token)
            .put("{\"standardQRCode\":{},\"pin\":{}}")
            .json();
    String content =
        answer.getJsonObject("standardQRCode").getJsonObject("image").getString("rawContent");
    return new Enrolled(
        name,
        new String(Base64.getDecoder().decode(content), StandardCharsets.US_ASCII),
        answer.getJsonObject("pin").getString("code"));
  }

  private void becomeShiftLead(Enrolled worker) {
    execute(
        "update directory_user set groups = '{shift-lead}' where user_principal_name = '"
            + worker.name()
            + "'");
  }

  private void execute(String sql) {
    new FirstRunDatabase(folder.resolve("first-run")).execute(sql);
  }

  private void changePin(Page page, Enrolled worker) {
    page.navigate(address() + "change-pin");
    setBadge(page, worker.badge());
    labelled(page, "Your PIN until now").fill(worker.pin());
    labelled(page, "Your new PIN").fill(worker.own());
    press(page, "Change the PIN");
    assertThat(page.locator("main")).containsText("Your PIN is changed.");
  }

  private static void signIn(Page page, String badge, String pin) {
    setBadge(page, badge);
    pin(page).fill(pin);
    press(page, "Sign in");
  }

  private static void setBadge(Page page, String badge) {
    page.locator("qrpin-badge #field").fill(badge);
  }

  private static void showTheBadge(Page page) {
    press(page, "Use the camera");
    assertThat(page.locator("qrpin-badge").getByRole(AriaRole.STATUS))
        .hasText("The badge is read.");
  }

  private static Locator heading(Page page) {
    return page.getByRole(AriaRole.HEADING);
  }

  private static Locator pin(Page page) {
    return labelled(page, "PIN");
  }

  private static Locator labelled(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
