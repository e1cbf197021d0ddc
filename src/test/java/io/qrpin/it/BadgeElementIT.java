package io.qrpin.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nayuki.qrcodegen.QrCode;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrToken;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code <qrpin-badge>} in a page of somebody else, with the strictest Content-Security-Policy. The
 * server of the page knows nothing of qrpin.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BadgeElementIT {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>A page of somebody else</title>
      <script type="module" src="/qrpin/qrpin-badge.js"></script>
      </head>
      <body>
      <form action="/sent">
      <qrpin-badge name="badge" required scan-gap="2000"><input name="badge"></qrpin-badge>
      <label>PIN <input name="pin" type="password" required></label>
      <button>Send</button>
      </form>
      </body>
      </html>
      """;

  private static final String STRICT =
      "default-src 'none'; script-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'";

  private final String number = number();
  private Path folder;
  private Chromium chromium;
  private HttpServer server;
  private ExecutorService threads;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    chromium = Chromium.start();
    this.folder = folder;
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/", exchange -> answer(exchange, "text/html", PAGE.getBytes(StandardCharsets.UTF_8)));
    server.createContext("/sent", exchange -> answer(exchange, "text/plain", query(exchange)));
    server.createContext("/favicon.ico", exchange -> answer(exchange, "image/x-icon", new byte[0]));
    server.createContext("/qrpin/", BadgeElementIT::answerWithFile);
    server.start();
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private static void answerWithFile(HttpExchange exchange) throws IOException {
    Path file = Path.of("target/classes/META-INF/resources", exchange.getRequestURI().getPath());
    answer(exchange, "text/javascript", Files.readAllBytes(file));
  }

  private static byte[] query(HttpExchange exchange) {
    return String.valueOf(exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.getResponseHeaders().set("Content-Security-Policy", STRICT);
      exchange.getResponseHeaders().set("Permissions-Policy", "camera=(self)");
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String address() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  @ParameterizedTest(name = "{0} degrees")
  @CsvSource({"0, read", "15, read", "-30, read", "180, upside down"})
  void aBadgeAtAnAngleIsReadBySightAndSent(double degrees, String sentence) {
    try (Chromium camera = filming(Film.of(symbol(number), degrees))) {
      Page page = camera.open(address());
      useTheCamera(page);

      assertThat(message(page)).containsText(sentence);
      assertThat(field(page)).hasValue(number);
      assertThat(page.locator("video")).isHidden();
      pin(page).fill("09599786");
      press(page, "Send");
      assertThat(page.locator("body")).hasText("badge=" + number + "&pin=09599786");
      assertThat(camera.complaints()).isEmpty();
    }
  }

  @Test
  void anInvertedBadgeIsReadAndTheWorkerLearnsThatOtherScannersMayNot() {
    try (Chromium camera = filming(Film.of(Film.inverted(symbol(number)), 5))) {
      Page page = camera.open(address());
      useTheCamera(page);

      assertThat(message(page)).containsText("Its colours are inverted");
      assertThat(field(page)).hasValue(number);
    }
  }

  @Test
  void aBadgeOfTheFirstFormIsRead() {
    String former =
        "qrpin:v1|zoë@contoso.example|01a20cc7-5d1e-7c80-9b1f-0d4c31f2a6ce|"
            + "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    try (Chromium camera = filming(Film.of(symbol(former), 4))) {
      Page page = camera.open(address());
      useTheCamera(page);

      assertThat(field(page)).hasValue(former);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://contoso.example/menu, an address or a contact",
    "EMP-0012345, not a badge of this system",
    "212345678901234567890123456789012345678901234567890123, read with a mistake"
  })
  void aCodeThatIsNoBadgeHasItsOwnSentenceAndTheFieldStaysUsable(String text, String sentence) {
    try (Chromium camera = filming(Film.of(symbol(text), 7))) {
      Page page = camera.open(address());
      useTheCamera(page);

      assertThat(message(page)).containsText(sentence);
      assertThat(field(page)).hasValue("");
      assertThat(page.locator("video")).isVisible();
      field(page).fill(number);
      pin(page).fill("1");
      press(page, "Send");
      assertThat(page.locator("body")).hasText("badge=" + number + "&pin=1");
    }
  }

  @Test
  void severalBadgesInViewAreRefusedAndOneBesideAnotherCodeIsTaken() {
    Film two =
        new Film().with(symbol(number), 200, 220, 300, 3).with(symbol(number()), 780, 220, 300, -4);
    try (Chromium camera = filming(two)) {
      Page page = camera.open(address());
      useTheCamera(page);

      assertThat(message(page)).hasText("Several codes are in view. Show only your badge.");
      assertThat(field(page)).hasValue("");
    }
    Film one =
        new Film()
            .with(symbol(number), 200, 220, 300, 3)
            .with(symbol("https://contoso.example"), 780, 220, 300, 0);
    try (Chromium camera = filming(one)) {
      Page page = camera.open(address());
      useTheCamera(page);

      assertThat(field(page)).hasValue(number);
    }
  }

  @Test
  void withoutASymbolThereAreHintsAndAfterTwoMinutesTheCameraStops() {
    try (Chromium camera = filming(new Film())) {
      Page page = camera.open("about:blank");
      page.clock().install(new Clock.InstallOptions().setTime(0));
      page.navigate(address());
      useTheCamera(page);
      assertThat(message(page)).hasText("Hold the badge in front of the camera.");

      page.clock().fastForward(21_000);
      assertThat(message(page)).containsText("No badge is in view.");
      page.clock().fastForward(11_000);
      assertThat(message(page)).containsText("on a phone’s screen");
      assertThat(page.locator("video")).isVisible();
      page.clock().fastForward(90_000);
      assertThat(message(page)).containsText("for two minutes");
      assertThat(page.locator("video")).isHidden();
      assertThat(button(page, "Use the camera")).isVisible();
    }
  }

  @Test
  void theCameraStopsWhenThePageIsHidden() {
    try (Chromium camera = filming(new Film())) {
      Page page = camera.open(address());
      useTheCamera(page);
      assertThat(page.locator("video")).isVisible();

      page.evaluate(
          "Object.defineProperty(document, 'hidden', {value: true});"
              + "document.dispatchEvent(new Event('visibilitychange'))");

      assertThat(page.locator("video")).isHidden();
    }
  }

  @Test
  void aDeviceWithoutACameraSaysSo() {
    Page page = chromium.open(address());
    useTheCamera(page);

    assertThat(message(page)).containsText("This device has no camera.");
    assertThat(field(page)).isEditable();
  }

  @Test
  void aCameraThatIsNotAllowedSaysSo() {
    try (Chromium camera = chromium.denying()) {
      Page page = camera.open(address());
      useTheCamera(page);

      assertThat(message(page)).containsText("The camera is not allowed.");
      assertThat(field(page)).isEditable();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "NotReadableError, Another application uses the camera.",
    "SecurityError, The camera does not work on this page.",
    "OverconstrainedError, This device has no camera."
  })
  void aCameraThatFailsSaysWhy(String error, String sentence) {
    Page page = chromium.open("about:blank");
    page.addInitScript(
        "navigator.mediaDevices.getUserMedia ="
            + " () => Promise.reject(new DOMException('', '%s'))".formatted(error));
    page.navigate(address());
    useTheCamera(page);

    assertThat(message(page)).containsText(sentence);
    assertThat(field(page)).isEditable();
  }

  /** The characters that the keys 0 to 9 type on each layout. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "US 0123456789 Enter",
        "French à&é\"'(-è_ç Tab",
        "Czech é+ěščřžýáí Enter",
        "Hungarian ö123456789 none",
        "Arabic ٠١٢٣٤٥٦٧٨٩ Enter",
        "Thai จๅ/-ภถุึคต Tab"
      })
  void aScanWhileThePinHasTheFocusGoesToTheBadge(String layout, String row, String end) {
    Page page = chromium.open(address());
    pin(page).fill("12");
    page.evaluate(
        "document.querySelector('[name=pin]').addEventListener('input', () => document.title = 'touched')");

    TypingScanner.scan(page, number, row, end);

    assertThat(field(page)).hasValue(number);
    assertThat(message(page)).hasText("The badge is read.");
    assertThat(pin(page)).hasValue("12");
    assertThat(pin(page)).isFocused();
    assertThat(page).hasTitle("A page of somebody else");
    assertThat(page).hasURL(address());
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void aSecondScanReplacesTheFirst() {
    String second = number();
    Page page = chromium.open(address());
    field(page).focus();

    TypingScanner.scan(page, number, "0123456789", "Enter");
    assertThat(field(page)).hasValue(number);
    assertThat(pin(page)).isFocused();
    TypingScanner.scan(page, second, "0123456789", "Enter");

    assertThat(field(page)).hasValue(second);
    assertThat(pin(page)).hasValue("");
  }

  /** By the time in the events, which are sent at once. */
  @Test
  void aScannerMayPauseWithinAScanAndBeforeItsEnter() {
    Page page = chromium.open(address());
    page.evaluate("document.querySelector('qrpin-badge').setAttribute('scan-gap', '80')");
    pin(page).focus();

    Object let =
        page.evaluate(
            """
            (number) => {
              const pin = document.querySelector('[name=pin]');
              let at = performance.now();
              const press = (code, key, pause) => {
                at += pause;
                const event = new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true, composed: true});
                Object.defineProperty(event, 'timeStamp', {value: at});
                pin.dispatchEvent(event);
                return event.defaultPrevented;
              };
              const taken = [...number].map((d, i) => press(`Digit${d}`, d, i === 45 ? 130 : 5));
              taken.push(press('Enter', 'Enter', 130), press('Enter', 'Enter', 20));
              return taken.filter((isTaken) => !isTaken).length;
            }
            """,
            number);

    assertThat(let).as("keys that reach the PIN").isEqualTo(0);
    assertThat(field(page)).hasValue(number);
    assertThat(pin(page)).hasValue("");
  }

  @Test
  void aRefusedScanRemovesTheBadgeBefore() {
    Page page = chromium.open(address());
    field(page).focus();
    TypingScanner.scan(page, number, "0123456789", "Enter");
    assertThat(field(page)).hasValue(number);

    TypingScanner.scan(page, "4006381333931", "0123456789", "Enter");

    assertThat(field(page)).hasValue("");
  }

  @Test
  void aLongTextThatRepeatsItselfIsJudgedAtOnce() {
    Page page = chromium.open(address());

    field(page).fill((number + " ".repeat(10)).repeat(15) + "x");

    assertThat(field(page)).isEditable();
    assertThat(pin(page)).isEditable();
  }

  @Test
  void aScanOfAnotherCodeReachesNoField() {
    Page page = chromium.open(address());
    pin(page).focus();

    TypingScanner.scan(page, "4006381333931", "0123456789", "Enter");

    assertThat(message(page)).containsText("not a badge of this system");
    assertThat(pin(page)).hasValue("");
    assertThat(field(page)).hasValue("");
  }

  @Test
  void typingIsNoScan() {
    Page page = chromium.open(address());
    page.evaluate("document.querySelector('qrpin-badge').setAttribute('scan-gap', '20')");
    pin(page).focus();

    page.keyboard().type("0959978612345", new Keyboard.TypeOptions().setDelay(100));
    assertThat(pin(page)).hasValue("0959978612345");
    page.keyboard().press("Backspace");
    assertThat(pin(page)).hasValue("095997861234");
    field(page).focus();
    page.keyboard().type("2é(", new Keyboard.TypeOptions().setDelay(100));
    assertThat(field(page)).hasValue("2é(");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://contoso.example",
        "hello",
        "21234567890123456789012345678901234567890123456789012"
      })
  void aTextThatIsRefusedIsNeverSent(String text) {
    Page page = chromium.open(address());
    field(page).fill(text);
    pin(page).fill("1");
    press(page, "Send");
    assertThat(page).hasURL(address());

    page.evaluate("document.querySelector('form').submit()");

    assertThat(page.locator("body")).hasText("pin=1");
  }

  @Test
  void whatAScannerAddsIsNotSentAndDigitsOfAnyScriptAreRead() {
    String arabic =
        number
            .chars()
            .mapToObj(digit -> String.valueOf((char) ('٠' + digit - '0')))
            .reduce("", String::concat);
    Page page = chromium.open(address());
    field(page).fill("]Q1" + arabic + " ");
    pin(page).fill("1");
    press(page, "Send");

    assertThat(page.locator("body")).hasText("badge=" + number + "&pin=1");
  }

  @Test
  void withoutJavaScriptItIsATextField() {
    Page page = chromium.open(address(), new NewContextOptions().setJavaScriptEnabled(false));
    page.locator("qrpin-badge input[name=badge]").fill(number);
    pin(page).fill("1");
    page.locator("button").click();

    assertThat(page.locator("body")).hasText("badge=" + number + "&pin=1");
  }

  @ParameterizedTest
  @CsvSource({
    "de, Ausweis",
    "fr, Badge",
    "es, Tarjeta",
    "pl, Identyfikator",
    "ar, الشارة",
    "nb, Badge"
  })
  void itSpeaksTheLanguageOfThePage(String language, String label) {
    Page page = chromium.open(address());
    page.locator("qrpin-badge").evaluate("(it, language) => (it.lang = language)", language);

    assertThat(page.locator("qrpin-badge label").first()).hasText(label);
    assertThat(page.locator("qrpin-badge #frame"))
        .hasAttribute("dir", language.equals("ar") ? "rtl" : "ltr");
  }

  @Test
  void aPageReplacesTextsAndGetsEventsAndItIsAControlOfTheForm() {
    Page page = chromium.open(address());
    Object seen =
        page.evaluate(
            """
            (number) => {
              const badge = document.querySelector('qrpin-badge');
              const events = [];
              for (const type of ['input', 'change', 'qrpin-scan', 'qrpin-refused']) {
                badge.addEventListener(type, (event) => events.push(type));
              }
              badge.setAttribute('text-required', 'Bitte scannen');
              badge.required = true;
              events.push(badge.validationMessage, badge.form.elements[0] === badge, badge.checkValidity());
              badge.value = number;
              events.push(badge.checkValidity(), new FormData(badge.form).get('badge') === number);
              badge.form.reset();
              events.push(badge.value);
              badge.disabled = true;
              events.push(badge.matches(':disabled'), new FormData(badge.form).has('badge'));
              return events;
            }
            """,
            number);

    assertThat(seen).isEqualTo(List.of("Bitte scannen", true, false, true, true, "", true, false));
  }

  private Chromium filming(Film film) {
    return chromium.filming(film.writtenTo(folder.resolve("film.y4m")));
  }

  private static String number() {
    return BadgeText.of(QrToken.random(new SecureRandom()))
        .expose(digits -> new String(digits, StandardCharsets.US_ASCII));
  }

  private static BufferedImage symbol(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    int side = code.size + 8;
    BufferedImage image = new BufferedImage(side * 10, side * 10, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D paint = image.createGraphics();
    paint.setColor(Color.WHITE);
    paint.fillRect(0, 0, side * 10, side * 10);
    paint.setColor(Color.BLACK);
    IntStream.range(0, code.size * code.size)
        .filter(i -> code.getModule(i % code.size, i / code.size))
        .forEach(i -> paint.fillRect((i % code.size + 4) * 10, (i / code.size + 4) * 10, 10, 10));
    paint.dispose();
    return image;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void press(Page page, String name) {
    button(page, name).click();
  }

  private static void useTheCamera(Page page) {
    press(page, "Use the camera");
  }

  private static Locator message(Page page) {
    return page.locator("qrpin-badge").getByRole(AriaRole.STATUS);
  }

  private static Locator field(Page page) {
    return page.locator("qrpin-badge #field");
  }

  private static Locator pin(Page page) {
    return page.locator("input[name=pin]");
  }
}
