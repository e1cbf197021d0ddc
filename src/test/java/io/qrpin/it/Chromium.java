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
import java.util.regex.Pattern;

/**
 * Debian's browser, with a film in place of a camera. It remembers what went wrong in its pages.
 */
final class Chromium implements AutoCloseable {

  /** The browser's own message about a form that the application refuses with a page. */
  private static final Pattern REFUSED_FORM =
      Pattern.compile(".*the server responded with a status of (400|401) .*");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Chromium(List<String> camera) {
    Path chromium = Installed.program("chromium", "chromium");
    Path node = Installed.program("node", "nodejs");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
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
            .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(options));
  }

  /** The camera shows a film, and is allowed. */
  static Chromium filming(Path film) {
    return new Chromium(
        List.of(
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            "--use-file-for-fake-video-capture=" + film));
  }

  /** The person does not allow the camera. */
  static Chromium denying() {
    return new Chromium(List.of("--use-fake-device-for-media-stream"));
  }

  static Chromium withoutCamera() {
    return new Chromium(List.of("--use-fake-ui-for-media-stream"));
  }

  Page open(String address) {
    return open(address, new NewContextOptions());
  }

  Page open(String address, NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          boolean isComplaint = message.type().equals("error") || message.type().equals("warning");
          if (isComplaint && !REFUSED_FORM.matcher(message.text()).matches()) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(address);
    return page;
  }

  /** The errors and warnings in the console, reports of the Content-Security-Policy among them. */
  List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
