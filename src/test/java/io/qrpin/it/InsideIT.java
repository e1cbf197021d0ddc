package io.qrpin.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application of somebody else embeds qrpin, with the pages that the README shows: it names its
 * persistence unit, maps a role, and keeps its own login, users and messages.
 */
@TestInstance(Lifecycle.PER_CLASS)
class InsideIT {

  private static final String GUIDE = "## Embedding, step by step";
  private static final String BARE = "@PersistenceContext private";
  private static final String NAMED = "@PersistenceContext(unitName = \"notes\") private";

  private static final String FEATURES =
      """
      <include location="qrpin-postgresql.xml"/>
      <featureManager>
        <feature>concurrent-3.0</feature>
        <feature>mpConfig-3.1</feature>
      </featureManager>
      """;

  private Path folder;
  private EmbeddedPostgres postgres;
  private LibertyServer server;
  private Browser browser;

  @BeforeAll
  void embed(@TempDir Path empty) throws IOException {
    folder = empty;
    Path named = compiled("named", source -> source.replace(BARE, NAMED));
    Path bare = compiled("bare", UnaryOperator.identity());
    postgres = Database.startPostgres();
    Database database = Database.withTwoRoles(postgres);
    Database foreign = ForeignWar.database(Database.createIn(postgres));
    Path serverXml = folder.resolve("server.xml");
    LibertyServer.write(
        serverXml,
        ForeignWar.server(foreign, FEATURES, role())
            .replace(
                "</application-bnd>",
                "</application-bnd><web-bnd><resource-ref name='jdbc/qrpin-schema'"
                    + " binding-name='jdbc/qrpin-schema'/></web-bnd>"));
    server =
        LibertyServer.named("inside")
            .configuredBy(serverXml)
            .withFile("qrpin-postgresql.xml", Path.of("liberty/production/qrpin-postgresql.xml"))
            .withFile("apps/foreign.war", war("inside", named))
            .withFile("apps/bare.war", war("bare", bare))
            .using(database)
            .withTwoRoles()
            .wrappingWithNewKey()
            .start();
    database.update(
        "insert into directory_user (id, user_principal_name, groups)"
            + " values ('1', 'anna@contoso.example', '{shift-lead}'),"
            + " ('2', 'bela@contoso.example', '{shift-lead}')");
    browser = new Browser(server.root("foreign"));
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    postgres.close();
  }

  @Test
  void theApplicationKeepsItsLoginItsUsersAndItsMessages() {
    assertThat(ForeignWar.answers(server))
        .anyMatch(it -> it.contains("[bread, by post] "))
        .anyMatch(it -> it.contains("/login Name and password, please."))
        .anyMatch(it -> it.contains("Not known."))
        .anyMatch(it -> it.contains("clara sees 2, false"));
  }

  @Test
  void aWorkerSignsInWithBadgeAndPinAndHasARole() {
    List<String> shown =
        browser.submit("/desk", "worker", "anna@contoso.example").text().lines().toList();
    String badge = shown.get(0);
    browser.submit("/change-pin", "badge", badge, "pin", shown.get(1), "new-pin", "35387687");

    Browser.Shown rota = browser.submit("/sign-in", "badge", badge, "pin", "35387687");

    assertThat(rota.text()).contains("The rota, for anna@contoso.example");
    assertThat(browser.open("/archive").status()).isEqualTo(403);
  }

  @Test
  void theBadgeFieldIsServedFromTheJarAndSignsIn() {
    List<String> shown =
        browser.submit("/desk", "worker", "bela@contoso.example").text().lines().toList();
    browser.submit(
        "/change-pin", "badge", shown.get(0), "pin", shown.get(1), "new-pin", "35387687");
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.open(server.root("foreign") + "/sign-in");

      page.locator("qrpin-badge #field").fill("]Q1" + shown.get(0));
      page.locator("[name=pin]").fill("35387687");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();

      assertThat(page.locator("body")).containsText("bela@contoso.example");
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  @Test
  void nothingIsComplainedAboutIt() {
    assertThat(server.messages())
        .noneMatch(line -> line.contains("CWWJP0012E") && line.contains("foreign"))
        .noneMatch(line -> line.contains("CWWKE0702E"));
  }

  /** The README warns of this before it shows code. */
  @Test
  void anInjectionThatNamesNoUnitIsAmbiguous() throws IOException {
    server.await(
        "CWWKZ0001I: Application bare started",
        () ->
            server.configure(
                "bare",
                "<server><webApplication name='bare' location='bare.war' contextRoot='/bare'/>"
                    + "</server>"));

    assertThat(new Browser(server.root("bare")).open("/notes").status()).isEqualTo(404);
    assertThat(server.messages()).anyMatch(line -> line.contains("CWWJP0012E"));
  }

  /** The role that the README shows. */
  private static String role() {
    return Readme.block("### Roles", 0).replaceAll("</?application-bnd>", "");
  }

  /** Compiles the application's sources, each changed, together with the README's pages. */
  private Path compiled(String name, UnaryOperator<String> change) throws IOException {
    Path sources = folder.resolve(name + "-sources");
    try (Stream<Path> own = Files.list(Path.of("src/test/java/example/foreign"))) {
      for (Path source : own.toList()) {
        LibertyServer.write(
            sources.resolve("example/foreign/" + source.getFileName()),
            change.apply(Files.readString(source)));
      }
    }
    for (Map.Entry<String, String> file : Readme.files(GUIDE).entrySet()) {
      if (file.getKey().endsWith(".java")) {
        // The application has a login mechanism already.
        LibertyServer.write(
            sources.resolve(file.getKey().replace("src/main/java/", "")),
            file.getValue().replaceFirst("(?s)@CustomForm.*?\\)\\)\\s*", ""));
      }
    }
    Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> all = Files.walk(sources)) {
      List<String> arguments =
          Stream.concat(
                  Stream.of(
                      "-proc:none",
                      "--release",
                      "17",
                      "-classpath",
                      System.getProperty("java.class.path"),
                      "-d",
                      classes.toString()),
                  all.map(Path::toString).filter(file -> file.endsWith(".java")))
              .toList();
      assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    }
    return classes;
  }

  private static Path war(String name, Path classes) {
    return ForeignWar.export(
        name,
        ForeignWar.withoutClasses()
            .addAsLibrary(new File("target/qrpin-embeddable.jar"))
            .merge(
                ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/qrpin.war")),
                Filters.include("/WEB-INF/lib/.*"))
            .merge(
                ShrinkWrap.create(ExplodedImporter.class)
                    .importDirectory(classes.toFile())
                    .as(JavaArchive.class),
                "/WEB-INF/classes"));
  }
}
