package io.qrpin.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.qrpin.it.Desk.HELP_DESK;
import static io.qrpin.it.Desk.POLICY;
import static io.qrpin.it.Desk.READER;
import static io.qrpin.it.Desk.follow;
import static io.qrpin.it.Desk.heading;
import static io.qrpin.it.Desk.idOf;
import static io.qrpin.it.Desk.press;
import static io.qrpin.it.Desk.worker;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.qrpin.badge.PrintedSymbol;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The desk of the first run, in a real browser. Each test has a worker of its own. */
@TestInstance(Lifecycle.PER_CLASS)
class DeskIT {

  /** Signs in, and has no role. */
  private static final String VISITOR = "visitor";

  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private static final double SLOW_MILLIS = 60_000;

  private Desk desk;

  @BeforeAll
  void start(@TempDir Path folder) {
    desk =
        Desk.start(
            "desk",
            folder,
            """
            <server>
              <basicRegistry id="people"><user name="visitor" password="visitor"/></basicRegistry>
              <variable name="qrpin.access.protected-groups" value="executives"/>
            </server>
            """);
  }

  @AfterAll
  void stop() {
    if (desk != null) {
      desk.close();
    }
  }

  @Test
  void aHelpDeskEnrolsAWorkerWhoseBadgeAndPinAreShownOnce() {
    Page page = desk.at(HELP_DESK, "start");
    follow(page, "Find a worker");
    page.getByLabel("Name, employee number").fill("cos");
    press(page, "Find");
    follow(page, "Cleo Costa");
    assertThat(page.locator("main")).containsText("No badge");
    follow(page, "Enrol");
    page.getByLabel("Reason").fill("First day");
    press(page, "Enrol");

    assertThat(heading(page)).hasText("Enrolled");
    String pin = page.locator(".pin-shown").innerText();
    assertThat(pin).matches("[0-9]{8}");
    assertThat(page.locator(".badge svg")).isVisible();
    assertThat(page.url()).doesNotContain(pin);

    follow(page, "Continue to the worker");
    assertThat(page.locator("main")).containsText("Temporary since");
    assertThat(page.locator("main")).containsText("Enrolled, by helpdesk");
    assertThat(page.locator("main")).containsText("Reason: First day");
    assertThat(page.content()).doesNotContain(pin);
    assertThat(
            page.locator("main").getByText("Enrol", new Locator.GetByTextOptions().setExact(true)))
        .hasCount(0);
  }

  @Test
  void aChosenPinIsReviewedAndNotShownAgain() {
    Page page = desk.at(HELP_DESK, "worker/enrol?id=" + worker(4));
    page.getByLabel("I type one").check();
    page.locator("#pin").fill("11111111");
    press(page, "Enrol");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is a problem");
    assertThat(page.locator("#pin")).hasValue("");

    page.getByLabel("I type one").check();
    page.locator("#pin").fill("0959 9786");
    press(page, "Enrol");
    assertThat(page.locator(".pin-shown")).hasText("09599786");
  }

  @Test
  void thePinIsHiddenAfterAMinuteWithoutAScript() {
    enrol(5);
    Page page = desk.window(HELP_DESK);
    Locator pin = page.locator(".pin-shown");
    assertThat(pin).isVisible();
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())");
    assertThat(pin).isHidden();
    assertThat(page.locator(".after")).isVisible();
  }

  @Test
  void theBadgeAndThePinArePrintedOnTwoPages() {
    enrol(6);
    Page page = desk.window(HELP_DESK);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator("header")).isHidden();
    assertThat(page.evaluate("getComputedStyle(document.querySelector('.pin-slip')).breakBefore"))
        .isEqualTo("page");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
  }

  @Test
  void aBadgeIsExtendedReplacedLentAndTakenBack() {
    enrol(7);
    Page page = desk.at(HELP_DESK, "worker?id=" + worker(7));
    follow(page, "Extend the badge");
    page.locator("#until").fill("2099-01-01");
    press(page, "Extend the badge");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("valid for 1 to 395 days");
    page.locator("#until").fill(page.locator("#until").getAttribute("value"));
    page.navigate(desk.address("worker/extend?id=" + worker(7)));
    press(page, "Extend the badge");
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("The badge is extended.");

    follow(page, "Replace the badge");
    press(page, "Replace the badge");
    assertThat(page.locator(".badge svg")).isVisible();
    assertThat(page.locator(".pin-shown")).hasCount(0);

    follow(page, "Continue to the worker");
    assertThat(page.locator("main")).containsText("Badge made void");
    follow(page, "Lend a badge");
    page.getByLabel("For how many hours?").selectOption("12");
    press(page, "Lend a badge");
    assertThat(page.locator(".badge svg")).isVisible();
    page.navigate(desk.address("worker/lend?id=" + worker(7)));
    press(page, "Lend a badge");
    assertThat(page.locator("main")).containsText("has a lent badge already");

    page.navigate(desk.address("worker?id=" + worker(7)));
    follow(page, "Take the lent badge back");
    press(page, "Take the lent badge back");
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("The lent badge is void.");
    page.navigate(desk.address("worker/take-back?id=" + worker(7)));
    press(page, "Take the lent badge back");
    assertThat(page.locator("main")).containsText("The worker has no lent badge.");
  }

  @Test
  void aLockIsShownAndEndedWithoutANewPin() {
    enrol(8);
    desk.execute(
        "update attempt_ledger set failures = 50, unlock_owed = true where subscriber_id = '"
            + idOf(8)
            + "'");
    Page page = desk.at(HELP_DESK, "worker?id=" + worker(8));
    assertThat(page.locator("main")).containsText("Locked");
    follow(page, "Unlock");
    press(page, "Unlock");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("unlocked");
    assertThat(page.locator("main")).containsText("Not locked");
    assertThat(page.locator("main")).containsText("Unlocked by an administrator, by helpdesk");

    page.navigate(desk.address("worker/unlock?id=" + worker(8)));
    press(page, "Unlock");
    assertThat(heading(page)).hasText("This is no longer possible");
  }

  @Test
  void aWorkerWhoIsEnrolledHereIsFoundByTheBadgeAndSignsInAtTheSample() throws Exception {
    enrol(10);
    Page page = desk.window(HELP_DESK);
    String pin = page.locator(".pin-shown").innerText();
    String badge = readBadge(page);

    page.navigate(desk.address("find"));
    page.locator("qrpin-badge #field").fill(badge);
    press(page, "Find by badge");
    assertThat(page).hasURL(desk.address("worker?id=" + idOf(10)));
    assertThat(page.content()).doesNotContain(badge);

    Page sample = desk.open(desk.sample());
    sample.locator("qrpin-badge #field").fill(badge);
    sample.getByLabel("PIN", new Page.GetByLabelOptions().setExact(true)).fill(pin);
    press(sample, "Sign in");
    assertThat(heading(sample)).hasText("Change your PIN");
  }

  /** As a scanner reads it from the page. */
  private static String readBadge(Page page) throws NotFoundException {
    String svg = (String) page.locator(".badge svg").evaluate("svg => svg.outerHTML");
    BufferedImage image =
        PrintedSymbol.printed(svg.getBytes(StandardCharsets.US_ASCII), 300, 30).image();
    return new MultiFormatReader()
        .decode(new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image))))
        .getText();
  }

  @Test
  void aWorkerIsFoundByTheBadgeAndAStrangeBadgeIsNobodys() {
    Page page = desk.at(HELP_DESK, "find");
    // As without JavaScript; the element would not send a number whose check is wrong.
    page.locator("qrpin-badge")
        .evaluate(
            "badge => { badge.outerHTML = '<input name=badge value=' + '2'.repeat(54) + '>'; }");
    press(page, "Find by badge");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("nobody's");
    assertThat(page).hasURL(desk.address("find/badge"));
  }

  @Test
  void somebodyWhoTypesTooLittleOrTooMuchIsToldWhatToDo() {
    Page page = desk.at(READER, "find?text=nobody-at-all");
    assertThat(page.locator("main")).containsText("Nobody is found");
    page.navigate(desk.address("find?text=" + "a".repeat(257)));
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Type a shorter text.");
    page.navigate(desk.address("find?text=contoso"));
    assertThat(page.locator("main ul.tasks li")).hasCount(20);
  }

  /** Each page, and its status for each person. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        // page                        | help desk | reader | policy | visitor
        "start                         | 200 | 200 | 200 | 403",
        "find                          | 200 | 200 | 403 | 403",
        "find?text=ada                 | 200 | 200 | 403 | 403",
        "worker?id=@                   | 200 | 200 | 403 | 403",
        "worker?id=nobody              | 404 | 404 | 403 | 403",
        "worker                        | 404 | 404 | 403 | 403",
        "worker/enrol?id=@             | 200 | 403 | 403 | 403",
        "worker/enrol?id=nobody        | 404 | 403 | 403 | 403",
        "worker/pin?id=@               | 200 | 403 | 403 | 403",
        "worker/replace?id=@           | 200 | 403 | 403 | 403",
        "worker/lend?id=@              | 200 | 403 | 403 | 403",
        "worker/take-back?id=@         | 200 | 403 | 403 | 403",
        "worker/unlock?id=@            | 200 | 403 | 403 | 403",
        "worker/extend?id=@            | 409 | 403 | 403 | 403",
        "worker/enrol?id=protected     | 403 | 403 | 403 | 403",
        "worker?id=protected           | 200 | 200 | 403 | 403",
        "expiring                      | 200 | 200 | 403 | 403",
        "expiring/renewal              | 200 | 403 | 403 | 403",
        "lists                         | 200 | 403 | 403 | 403",
        "lists/run?run=none            | 404 | 403 | 403 | 403",
        "lists/failures?run=none       | 404 | 403 | 403 | 403",
        "configuration                 | 403 | 200 | 200 | 403",
        "configuration/change          | 403 | 403 | 200 | 403",
        "nonsense                      | 404 | 404 | 404 | 404",
      })
  void everyPageAsEveryPerson(String page, int helpDesk, int reader, int policy, int visitor) {
    String path = page.replace("@", worker(1)).replace("=protected", "=" + worker(20));
    Map.of(HELP_DESK, helpDesk, READER, reader, POLICY, policy, VISITOR, visitor)
        .forEach(
            (person, status) -> {
              Page window = desk.at(person, "start");
              APIResponse answer = window.request().get(desk.address(path));
              assertThat(answer.status()).as(person).isEqualTo(status);
              assertThat(answer.headers().get("content-type")).startsWith("text/html");
              assertThat(answer.text()).as(person).contains("<h1>").doesNotContain("Exception");
            });
  }

  /** Each form about nobody yet, sent by somebody who may not. */
  @ParameterizedTest
  @CsvSource({
    "lists, reader",
    "lists, policy",
    "lists/badges, reader",
    "lists/pins, reader",
    "expiring/renewal, reader",
    "configuration/change, helpdesk",
    "configuration/change, reader"
  })
  void nobodyElseSendsAFormForTheTenant(String form, String person) {
    Page page = desk.at(person, "start");
    String key = page.locator("input[name=form-key]").first().getAttribute("value");
    APIResponse answer =
        page.request()
            .post(
                desk.address(form),
                RequestOptions.create().setForm(FormData.create().set("form-key", key)));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("role");
  }

  /** Each form of a worker, sent by somebody who may not. */
  @ParameterizedTest
  @CsvSource({"enrol", "pin", "replace", "lend", "take-back", "extend", "unlock"})
  void nobodyElseSendsAForm(String form) {
    for (String person : List.of(READER, POLICY, VISITOR)) {
      Page page = desk.at(person, "start");
      String key = page.locator("input[name=form-key]").first().getAttribute("value");
      APIResponse answer =
          page.request()
              .post(
                  desk.address("worker/" + form + "?id=" + worker(1)),
                  RequestOptions.create().setForm(FormData.create().set("form-key", key)));
      assertThat(answer.status()).as(person).isEqualTo(403);
      assertThat(answer.text()).contains("role");
    }
  }

  /** A desk that stops writes the denials of the minute, and one that starts reads its settings. */
  @Test
  void aDenialLeavesAnAuditRowAndASettingAsksForReasonsAndASecureCookie() {
    desk.at(READER, "worker/unlock?id=" + worker(1));
    desk.startAgainWith(
        """
        <variable name="qrpin.desk.reason-required" value="true"/>
        <variable name="qrpin.desk.secure-cookie" value="true"/>
        """);
    assertThat(
            desk.column(
                "select concat_ws(' ', actor_id, client_id, details ->> 'operation') from"
                    + " credential_event where event = 'AccessDenied'"))
        .contains("reader qrpin-desk UNLOCK");

    Page page = desk.signIn(HELP_DESK, new NewContextOptions());
    assertThat(sessionCookie(page).secure).isTrue();
    page.navigate(desk.address("worker/enrol?id=" + worker(11)));
    page.getByLabel("Reason").evaluate("field => field.required = false");
    press(page, "Enrol");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Say why. The reason is recorded.");
    page.getByLabel("Reason").fill("First day");
    press(page, "Enrol");
    assertThat(heading(page)).hasText("Enrolled");

    desk.startAgainWith("");
  }

  @Test
  void somebodyWithoutARoleSeesOnePageThatSaysSo() {
    Page page = desk.at(VISITOR, "find");
    assertThat(heading(page)).hasText("You have no role at this desk");
  }

  @Test
  void nobodyChangesTheirOwnBadge() {
    desk.execute(
        "insert into directory_user (id, user_principal_name) values ('helpdesk', 'lead@contoso.example')");
    Page page = desk.at(HELP_DESK, "worker?id=lead@contoso.example");
    assertThat(page.locator(".actions")).hasCount(0);
    page.navigate(desk.address("worker/enrol?id=helpdesk"));
    assertThat(page.locator("main")).containsText("You may not do this");
    page.navigate(desk.address("worker/unlock?id=lead@contoso.example"));
    assertThat(page.locator("main")).containsText("You may not do this");
  }

  @Test
  void aFormWithoutTheKeyOfTheSessionOrFromAnotherSiteChangesNothing() {
    Page page = desk.at(HELP_DESK, "worker/enrol?id=" + worker(9));
    page.locator("main input[name=form-key]").evaluate("field => field.value = 'guessed'");
    press(page, "Enrol");
    assertThat(heading(page)).hasText("The form was not accepted");

    page.navigate(
        "data:text/html,<form method=post action="
            + desk.address("worker/enrol?id=" + worker(9))
            + "><button>x");
    page.locator("button").click();
    assertThat(heading(page)).hasText("The form was not accepted");
    page.navigate(desk.address("worker?id=" + worker(9)));
    assertThat(page.locator("main")).containsText("No badge");
  }

  @ParameterizedTest
  @CsvSource({
    "worker?id=%zz",
    "find?text=%zz",
    "lists/run?run=%zz",
    "worker/enrol?id=%zz",
  })
  void anAddressThatCannotBeDecodedIsRefusedWithAPage(String page) {
    Page window = desk.at(HELP_DESK, "start");
    APIResponse answer = window.request().get(desk.address(page));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("The request was not understood");
  }

  @ParameterizedTest
  @CsvSource({
    "lists, reason=none, 422",
    "worker/enrol?id=w, reason=%zz, 422",
    "worker/enrol?form-key=@&id=w, reason=none, 403"
  })
  void aFormThatNoPageSendsIsRefusedWithAPage(String form, String body, int status) {
    Page window = desk.at(HELP_DESK, "start");
    String key = window.locator("input[name=form-key]").first().getAttribute("value");
    APIResponse answer =
        window
            .request()
            .post(
                desk.address(form.replace("@", key)),
                RequestOptions.create()
                    .setHeader("Content-Type", "application/x-www-form-urlencoded")
                    .setData("form-key=" + key + "&" + body));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains("<h1>").doesNotContain("Exception");
  }

  @Test
  void aTypedPinIsNotDroppedWhenOneIsDrawn() {
    Page page = desk.at(HELP_DESK, "worker/enrol?id=" + worker(11));
    page.locator("#pin").fill("73918264");
    press(page, "Enrol");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose whether you type a PIN");
  }

  @Test
  void goingBackAfterTheSignOutShowsNoWorker() {
    Page page = desk.signIn(HELP_DESK, new NewContextOptions());
    page.navigate(desk.address("worker?id=" + worker(1)));
    press(page, "Sign out");
    page.goBack();
    assertThat(page.locator("body")).not().containsText(worker(1));
  }

  @Test
  void aSessionThatHasEndedAsksForThePasswordAgainAndAFormIsNotLostSilently() {
    Page page = desk.signIn(HELP_DESK, new NewContextOptions());
    page.navigate(desk.address("worker/enrol?id=" + worker(9)));
    page.context().clearCookies(new ClearCookiesOptions().setName("qrpin-desk"));
    press(page, "Enrol");
    assertThat(heading(page)).hasText("Your session has ended");

    page.navigate(desk.address("worker?id=" + worker(9)));
    Desk.typeNameAndPassword(page, HELP_DESK);
    assertThat(page).hasURL(desk.address("worker?id=" + worker(9)));
    press(page, "Sign out");
    assertThat(heading(page)).hasText("You are signed out");
    page.navigate(desk.address("start"));
    assertThat(page.getByLabel("Password")).isVisible();
  }

  @Test
  void onlyTheSessionsCookieOpensTheDeskAndItIsStrict() {
    Page page = desk.signIn(READER, new NewContextOptions());
    Cookie session = sessionCookie(page);
    assertThat(session.sameSite).isEqualTo(SameSiteAttribute.STRICT);
    assertThat(session.httpOnly).isTrue();
    assertThat(page.context().cookies())
        .as("cookies of the login")
        .noneMatch(cookie -> cookie.name.startsWith("WASOidc"));
    var answer = page.navigate(desk.address("start"));
    assertThat(answer.headerValue("cache-control")).isEqualTo("no-store");
    assertThat(answer.headerValue("content-security-policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headerValue("x-content-type-options")).isEqualTo("nosniff");
    assertThat(desk.complaints()).isEmpty();
  }

  private static Cookie sessionCookie(Page page) {
    return page.context().cookies().stream()
        .filter(cookie -> cookie.name.equals("qrpin-desk"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatTheContainerRefusesIsAPageToo() {
    Page page = desk.at(READER, "start");
    for (String address : List.of(desk.root() + "/nonsense", desk.root() + "/WEB-INF/web.xml")) {
      APIResponse answer = page.request().get(address);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text()).contains("<h1>There is no such page</h1>");
    }
    APIResponse large =
        page.request()
            .post(
                desk.address("find/badge"),
                RequestOptions.create()
                    .setHeader("Content-Type", "application/x-www-form-urlencoded")
                    .setData("x".repeat(70_000).getBytes(StandardCharsets.US_ASCII)));
    assertThat(large.status()).isEqualTo(413);
  }

  /** Looks at pages, and a worker for each, whose badge and PIN are printed. */
  static Stream<Arguments> looks() {
    return Stream.of(
        Arguments.of(12, look(ColorScheme.LIGHT).setViewportSize(320, 640)),
        Arguments.of(13, look(ColorScheme.DARK).setViewportSize(320, 640)),
        Arguments.of(
            14, look(ColorScheme.LIGHT).setViewportSize(640, 360).setDeviceScaleFactor(2)));
  }

  /** The scripts of axe-core would not pass the pages' policy. */
  private static NewContextOptions look(ColorScheme scheme) {
    return new NewContextOptions().setColorScheme(scheme).setBypassCSP(true);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("looks")
  void everyPageIsAccessible(int printed, NewContextOptions look) {
    Page page = desk.signIn(HELP_DESK, look);
    for (String path :
        List.of(
            "start",
            "find?text=a",
            "find?text=nobody",
            "worker?id=@",
            "worker/enrol?id=@",
            "worker/pin?id=@",
            "worker/replace?id=@",
            "worker/lend?id=@",
            "worker/take-back?id=@",
            "worker/unlock?id=@",
            "expiring",
            "expiring/renewal",
            "lists",
            "configuration",
            "nonsense")) {
      page.navigate(desk.address(path.replace("@", worker(1))));
      assertAccessible(page, path);
      page.evaluate("document.documentElement.dir = 'rtl'");
      assertAccessible(page, path + ", right to left");
    }
    page.navigate(desk.address("worker/pin?id=" + worker(2)));
    page.getByLabel("I type one").check();
    press(page, "Reset the PIN");
    assertAccessible(page, "a PIN is missing");
    page.getByLabel("Let one be drawn").check();
    press(page, "Reset the PIN");
    assertAccessible(page, "the new PIN");
    assertPrintedPagesAreAccessible(page, printed);
    Page policy = desk.signIn(POLICY, look);
    policy.navigate(desk.address("configuration/change"));
    assertAccessible(policy, "configuration/change");
    policy.locator("#pin-length").fill("7");
    press(policy, "Change");
    assertAccessible(policy, "a number is wrong");
  }

  private void assertPrintedPagesAreAccessible(Page page, int worker) {
    page.navigate(desk.address("lists"));
    byte[] list =
        "id,user,mode\n1,%s,enrol\n".formatted(worker(worker)).getBytes(StandardCharsets.UTF_8);
    page.locator("#list").setInputFiles(new FilePayload("list.csv", "text/csv", list));
    press(page, "Send the list");
    assertThat(heading(page))
        .hasText("The list is done", new HasTextOptions().setTimeout(SLOW_MILLIS));
    assertAccessible(page, "a list that is done");
    String run = page.url();
    for (String documents : List.of("badges", "PINs")) {
      page.navigate(run);
      page.locator("#layout-" + documents.toLowerCase(Locale.ROOT)).selectOption("page");
      press(page, "Print the " + documents);
      assertAccessible(page, "printed " + documents);
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertAccessible(page, "printed " + documents + ", on paper");
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
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

  private void enrol(int number) {
    Page page = desk.at(HELP_DESK, "worker/enrol?id=" + worker(number));
    press(page, "Enrol");
    assertThat(heading(page)).hasText("Enrolled");
  }
}
