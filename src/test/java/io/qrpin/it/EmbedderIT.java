package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.identitystore.QrPinIdentityStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application that the README shows step by step, built and run exactly as it stands there: an
 * embedder's Maven project that depends only on the installed jar and the Jakarta EE API.
 */
@TestInstance(Lifecycle.PER_CLASS)
class EmbedderIT {

  /**
   * The build that runs this test has fetched nearly all artifacts. The user's own settings, which
   * have precedence over these, say where the others come from.
   */
  private static final String SETTINGS =
      """
      <settings>
        <profiles>
          <profile>
            <id>fetched</id>
            <repositories>
              <repository><id>fetched</id><url>%1$s</url></repository>
            </repositories>
            <pluginRepositories>
              <pluginRepository><id>fetched</id><url>%1$s</url></pluginRepository>
            </pluginRepositories>
          </profile>
        </profiles>
        <activeProfiles>
          <activeProfile>fetched</activeProfile>
        </activeProfiles>
      </settings>
      """;

  private static final String GUIDE = "## Embedding, step by step";
  private static final List<String> EXCLUDED = List.of("flyway-", "lazysodium-", "jna-");

  private Path folder;
  private EmbeddedPostgres postgres;
  private Database database;
  private LibertyServer.Plan plan;
  private LibertyServer server;

  @BeforeAll
  void buildBothAndStart(@TempDir Path empty) throws Exception {
    folder = empty;
    install();
    Path floor = build("floor", "");
    Path small = build("small", Readme.block("### A smaller jar", 0));
    assertThat(librariesOf(floor)).anyMatch(EmbedderIT::isExcluded);
    assertThat(librariesOf(small)).isNotEmpty().noneMatch(EmbedderIT::isExcluded);

    postgres = Database.startPostgres();
    database = Database.withTwoRoles(postgres);
    plan =
        LibertyServer.named("embedder")
            .configuredBy(folder.resolve("floor/server.xml"))
            .withFile("qrpin-postgresql.xml", Path.of("liberty/production/qrpin-postgresql.xml"))
            .withFile("apps/floor.war", floor)
            .withFile("apps/small.war", small)
            .using(database)
            .withTwoRoles()
            .wrappingWithNewKey();
    server = plan.start();
    database.update(
        "insert into directory_user (id, user_principal_name, groups) values"
            + " ('1', 'anna@contoso.example', '{shift-lead}'),"
            + " ('2', 'bert@contoso.example', '{nurses}'),"
            + " ('3', 'cara@contoso.example', '{shift-lead}')");
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    postgres.close();
  }

  @Test
  void theReadmesApplicationEnrolsChangesThePinAndSignsIn() {
    Floor floor = new Floor("floor");
    assertThat(floor.browser.open("/rota").text()).contains("Scan your badge");
    assertThat(floor.enrol("dora@contoso.example")).containsExactly(UNKNOWN);

    String badge = floor.enrolAndChangePin("anna@contoso.example", "35387687");

    assertThat(floor.signIn(badge, "95720384").text()).contains("Badge or PIN is wrong.");
    assertThat(floor.signIn(badge, "35387687").text())
        .isEqualTo("The rota, for anna@contoso.example\n");
    assertThat(new Verifier(database, plan).isPinOf("1", "35387687")).isTrue();
    assertThat(floor.enrol("anna@contoso.example"))
        .containsExactly("This worker has a badge already.");
  }

  @Test
  void aGroupIsARoleByTheAccessIdThatTheReadmeShows() {
    Floor floor = new Floor("floor");
    String badge = floor.enrolAndChangePin("bert@contoso.example", "09599786");

    assertThat(floor.signIn(badge, "09599786").status()).isEqualTo(403);
    assertThat(Readme.block("### Roles", 0))
        .contains(
            "access-id=\"group:" + QrPinIdentityStore.class.getSimpleName() + "/shift-lead\"");
  }

  @Test
  void withoutFlywayAndNativeLibrariesTheApplicationRunsOnASchemaOfOthers() throws IOException {
    server.await(
        "CWWKZ0001I: Application small started",
        () ->
            server.configure(
                "small",
                """
                <server>
                  <webApplication name='small' location='small.war' contextRoot='/small'>
                    <appProperties><property name='qrpin.schema' value='none'/></appProperties>
                  </webApplication>
                </server>
                """));
    Floor small = new Floor("small");

    String badge = small.enrolAndChangePin("cara@contoso.example", "56745755");

    assertThat(small.signIn(badge, "56745755").text()).contains("The rota, for cara");
    assertThat(server.messages()).anyMatch(line -> line.contains("hashed by Bouncy Castle"));
  }

  @Test
  void withoutFlywayAMigrationIsRefusedAndTheSettingIsNamed() throws IOException {
    server.await(
        "CWWKZ0012I: The application greedy was not started",
        () ->
            server.configure(
                "greedy",
                "<server><webApplication name='greedy' location='small.war'"
                    + " contextRoot='/greedy'/></server>"));

    assertThat(server.messages())
        .anyMatch(line -> line.contains("the setting qrpin.schema needs Flyway"));
  }

  @Test
  void aMissingDataSourceStopsTheStartWithItsName() throws IOException {
    server.await(
        "CWWKZ0012I: The application bare was not started",
        () ->
            server.configure(
                "bare",
                """
                <server>
                  <webApplication name='bare' location='floor.war' contextRoot='/bare'>
                    <web-bnd>
                      <resource-ref name='jdbc/qrpin-attempts' binding-name='jdbc/elsewhere'/>
                    </web-bnd>
                  </webApplication>
                </server>
                """));

    assertThat(server.messages())
        .anyMatch(line -> line.contains("there is no data source jdbc/qrpin-attempts"));
  }

  @Test
  void theStartSaysThatTheMethodIsDisabled() {
    assertThat(server.messages()).anyMatch(line -> line.contains("the method is disabled"));
  }

  private static final String UNKNOWN = "The directory does not know that worker.";

  /** A worker's browser, and the desk. */
  private final class Floor {
    private final Browser browser;

    Floor(String application) {
      browser = new Browser(server.root(application));
    }

    List<String> enrol(String worker) {
      return browser.submit("/desk", "worker", worker).text().lines().toList();
    }

    Browser.Shown signIn(String badge, String pin) {
      return browser.submit("/sign-in", "badge", badge, "pin", pin);
    }

    /** Returns the badge. */
    String enrolAndChangePin(String worker, String pin) {
      List<String> shown = enrol(worker);
      String badge = shown.get(0);
      String temporary = shown.get(1);
      assertThat(signIn(badge, temporary).text()).contains("choose a PIN of your own");
      assertThat(
              browser
                  .submit("/change-pin", "badge", badge, "pin", temporary, "new-pin", "12345678")
                  .text())
          .contains("That did not work.");
      assertThat(
              browser
                  .submit("/change-pin", "badge", badge, "pin", temporary, "new-pin", pin)
                  .path())
          .isEqualTo("/sign-in");
      return badge;
    }
  }

  private static boolean isExcluded(String library) {
    return EXCLUDED.stream().anyMatch(library::startsWith);
  }

  private static List<String> librariesOf(Path war) throws IOException {
    try (JarFile content = new JarFile(war.toFile())) {
      return content.stream()
          .map(JarEntry::getName)
          .filter(name -> name.matches("WEB-INF/lib/.*\\.jar"))
          .map(name -> name.substring("WEB-INF/lib/".length()))
          .toList();
    }
  }

  /** Builds the README's application, with exclusions in its dependency. */
  private Path build(String name, String exclusions) throws IOException, InterruptedException {
    Path project = folder.resolve(name);
    for (Map.Entry<String, String> file : Readme.files(GUIDE).entrySet()) {
      LibertyServer.write(project.resolve(file.getKey()), file.getValue());
    }
    Path pom = project.resolve("pom.xml");
    LibertyServer.write(
        pom, Files.readString(pom).replace("</classifier>", "</classifier>" + exclusions));
    assertThat(maven(project, "package")).contains("BUILD SUCCESS");
    return project.resolve("target/floor.war");
  }

  /** Lays the jar out as {@code mvn install} does in a local repository. */
  private void install() throws IOException {
    File jar = new File("target/qrpin-embeddable.jar");
    String version = version(jar);
    Path installed = folder.resolve("repository/io/qrpin/qrpin/" + version);
    String name = "qrpin-" + version;
    LibertyServer.copy(jar.toPath(), installed.resolve(name + "-embeddable.jar"));
    LibertyServer.copy(Path.of("pom.xml"), installed.resolve(name + ".pom"));
    Path fetched = Path.of(System.getProperty("localRepository"));
    LibertyServer.write(folder.resolve("settings.xml"), SETTINGS.formatted(fetched.toUri()));
  }

  private static String version(File jar) throws IOException {
    try (JarFile content = new JarFile(jar);
        var properties =
            content.getInputStream(
                content.getEntry("META-INF/maven/io.qrpin/qrpin/pom.properties"))) {
      Properties read = new Properties();
      read.load(properties);
      return read.getProperty("version");
    }
  }

  private String maven(Path project, String goal) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin/mvn").toString(),
                "--batch-mode",
                "--global-settings",
                folder.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + folder.resolve("repository"),
                "-Dmaven.test.skip",
                goal)
            .directory(project.toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven = builder.start();
    String console = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    maven.waitFor();
    return console;
  }
}
