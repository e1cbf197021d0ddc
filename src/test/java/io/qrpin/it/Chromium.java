package io.qrpin.it;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Debian's browser, with a film in place of a camera. It remembers what went wrong in its pages.
 */
final class Chromium implements AutoCloseable {

  private final Playwright playwright;
  private final AutoCloseable driver;
  private final Browser browser;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Chromium(Playwright playwright, AutoCloseable driver, List<String> camera) {
    this.playwright = playwright;
    this.driver = driver;
    List<String> options =
        new ArrayList<>(
            List.of(
                "--no-sandbox",
                "--no-first-run",
                "--disable-sync",
                "--disable-background-networking",
                "--disable-component-update"));
    options.addAll(camera);
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Installed.program("chromium", "chromium"))
                    .setArgs(options));
  }

  /** On a device without a camera. */
  static Chromium start() {
    Path node = Installed.program("node", "nodejs");
    Installed.program("chromium", "chromium");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    return new Chromium(playwright, playwright::close, List.of("--use-fake-ui-for-media-stream"));
  }

  /** Another one whose camera shows a film and is allowed. Close it before this one. */
  Chromium filming(Path film) {
    return new Chromium(
        playwright,
        () -> {},
        List.of(
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            "--use-file-for-fake-video-capture=" + film));
  }

  /** Another one whose camera is not allowed. Close it before this one. */
  Chromium denying() {
    return new Chromium(playwright, () -> {}, List.of("--use-fake-device-for-media-stream"));
  }

  Page open(String address) {
    return open(address, new NewContextOptions());
  }

  Page open(String address, NewContextOptions options) {
    complaints.clear();
    BrowserContext context = browser.newContext(options);
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(address);
    return page;
  }

  /**
   * The errors and warnings in the console of the page that was opened last, reports of the
   * Content-Security-Policy among them.
   */
  List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    browser.close();
    try {
      driver.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
