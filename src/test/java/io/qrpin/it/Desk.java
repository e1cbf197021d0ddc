package io.qrpin.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The desk of a first-run server, and people who are signed in there. */
final class Desk implements AutoCloseable {

  static final String HELP_DESK = "helpdesk";
  static final String READER = "reader";
  static final String POLICY = "policy";

  private final Chromium chromium;
  private final LibertyServer server;
  private final FirstRunDatabase database;
  private final Map<String, Page> signedIn = new HashMap<>();

  private Desk(Chromium chromium, LibertyServer server, FirstRunDatabase database) {
    this.chromium = chromium;
    this.server = server;
    this.database = database;
  }

  /**
   * @param folder where the server keeps its data
   */
  static Desk start(String name, Path folder) {
    return start(name, folder, "<server/>");
  }

  /**
   * The same with more configuration.
   *
   * @param configuration the text of a server.xml
   */
  static Desk start(String name, Path folder, String configuration) {
    Chromium chromium = Chromium.start();
    LibertyServer server = LibertyServer.firstRun(name, folder);
    server.addConfiguration(configuration);
    server.start();
    return new Desk(chromium, server, new FirstRunDatabase(folder));
  }

  String root() {
    return server.root("qrpin-desk").toString();
  }

  String address(String page) {
    return root() + "/pages/" + page;
  }

  /** The sign-in page of the sample application. */
  String sample() {
    return server.root("sample") + "/sign-in";
  }

  /** A browser whose camera shows a film. Close it before this desk. */
  Chromium filming(Path film) {
    return chromium.filming(film);
  }

  /** A page of another application, in a window of its own. */
  Page open(String address) {
    return chromium.open(address);
  }

  static String worker(int number) {
    return "worker%02d@contoso.example".formatted(number);
  }

  static String idOf(int number) {
    return "5b6f0000-0000-4000-8000-0000000000%02d".formatted(number);
  }

  /** Somebody's browser window; it stays signed in. */
  Page at(String person, String page) {
    Page window = signedIn.computeIfAbsent(person, it -> signIn(it, new NewContextOptions()));
    window.navigate(address(page));
    if (window.url().contains("/provider.html") || window.url().contains("/oidc/")) {
      typeNameAndPassword(window, person);
      assertThat(window).hasURL(Pattern.compile(".*/pages/.*"));
    }
    return window;
  }

  /** Somebody's window as it is. */
  Page window(String person) {
    return signedIn.get(person);
  }

  /** Signs in once more, in a window of its own. */
  Page signIn(String person, NewContextOptions look) {
    Page page = chromium.open(root() + "/", look);
    typeNameAndPassword(page, person);
    assertThat(page).hasURL(Pattern.compile(".*/pages/start"));
    return page;
  }

  static void typeNameAndPassword(Page page, String person) {
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(person);
    page.getByLabel("Password").fill(person);
    press(page, "Sign in");
  }

  /**
   * Starts the desk again, with more variables. All sessions end.
   *
   * @param variables elements of a server.xml
   */
  void startAgainWith(String variables) {
    server.await(
        "CWWKG0017I", () -> server.configure("desk", "<server>" + variables + "</server>"));
    server.await(
        "CWWKZ0003I: The application qrpin-desk updated",
        () -> {
          Path war = server.folder().resolve("dropins/qrpin-desk.war");
          Path copy = server.folder().resolve("qrpin-desk.copy");
          LibertyServer.copy(war, copy);
          Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
          Files.move(copy, war, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /** The first column of all rows. */
  List<String> column(String sql) {
    return database.column(sql);
  }

  /** Executes a statement that changes one row. */
  void execute(String sql) {
    database.execute(sql);
  }

  /** The errors and warnings of all pages. */
  List<String> complaints() {
    return chromium.complaints();
  }

  static Locator heading(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  static void follow(Page page, String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true)).click();
  }

  static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  @Override
  public void close() {
    chromium.close();
    server.close();
  }
}
