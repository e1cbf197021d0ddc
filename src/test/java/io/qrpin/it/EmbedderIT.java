package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedder's Maven project. It depends only on the installed jar and the Jakarta EE API. */
class EmbedderIT {

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>example</groupId>
        <artifactId>embedder</artifactId>
        <version>1</version>
        <packaging>war</packaging>
        <properties>
          <maven.compiler.release>17</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <dependencies>
          <dependency>
            <groupId>io.qrpin</groupId>
            <artifactId>qrpin</artifactId>
            <version>%s</version>
            <classifier>embeddable</classifier>
          </dependency>
          <dependency>
            <groupId>jakarta.platform</groupId>
            <artifactId>jakarta.jakartaee-api</artifactId>
            <version>10.0.0</version>
            <scope>provided</scope>
          </dependency>
        </dependencies>
        <build>
          <finalName>embedder</finalName>
          <plugins>
      %s
          </plugins>
        </build>
      </project>
      """;

  private static final String PLUGIN =
      """
            <plugin>
              <artifactId>%s</artifactId>
              <version>%s</version>
            </plugin>
      """;

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

  @TempDir private Path folder;

  @Test
  void anApplicationThatDependsOnTheJarAloneCompilesAndDeploys() throws Exception {
    install();
    layOutProject();
    assertThat(maven("package")).contains("BUILD SUCCESS");

    Tokens tokens = new Tokens();
    try (EmbeddedPostgres postgres = Database.startPostgres()) {
      Database database = Database.createIn(postgres);
      LibertyServer.Plan plan =
          LibertyServer.named("embedder")
              .withoutQrpin()
              .using(database)
              .wrappingWithNewKey()
              .besides("embedder", folder.resolve("project/target/embedder.war"));
      try (LibertyServer server = plan.start()) {
        database.update("insert into directory_user values ('w1', 'w1@contoso.example')");

        String outcome =
            new Api(server.root("embedder")).to("/do/set?user=w1&pin=35387687").post("").body();

        assertThat(outcome).isEqualTo("IssuedPin");
        assertThat(new Verifier(database, plan).isPinOf("w1", "35387687")).isTrue();
      }
    }
  }

  /** Lays the jar out as {@code mvn install} does in a local repository. */
  private void install() throws IOException {
    File jar = new File("target/qrpin-embeddable.jar");
    String version = version(jar);
    Path installed = folder.resolve("repository/io/qrpin/qrpin/" + version);
    String name = "qrpin-" + version;
    LibertyServer.copy(jar.toPath(), installed.resolve(name + "-embeddable.jar"));
    LibertyServer.copy(Path.of("pom.xml"), installed.resolve(name + ".pom"));
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

  private void layOutProject() throws IOException {
    Path source = folder.resolve("project/src/main/java/example/guest");
    LibertyServer.copyAll(Path.of("src/test/java/example/guest"), source);
    String ours = Files.readString(Path.of("pom.xml"));
    StringBuilder plugins = new StringBuilder();
    for (String plugin :
        new String[] {
          "maven-resources-plugin",
          "maven-compiler-plugin",
          "maven-surefire-plugin",
          "maven-war-plugin"
        }) {
      Matcher pinned =
          Pattern.compile("<artifactId>" + plugin + "</artifactId>\\s*<version>([^<]+)<")
              .matcher(ours);
      assertThat(pinned.find()).as(plugin).isTrue();
      plugins.append(PLUGIN.formatted(plugin, pinned.group(1)));
    }
    LibertyServer.write(
        folder.resolve("project/pom.xml"),
        POM.formatted(version(new File("target/qrpin-embeddable.jar")), plugins));
    Path fetched = Path.of(System.getProperty("localRepository"));
    LibertyServer.write(folder.resolve("settings.xml"), SETTINGS.formatted(fetched.toUri()));
  }

  private String maven(String goal) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin/mvn").toString(),
                "--batch-mode",
                "--global-settings",
                folder.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + folder.resolve("repository"),
                "-Dmaven.test.skip",
                goal)
            .directory(folder.resolve("project").toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven = builder.start();
    String console = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    maven.waitFor();
    return console;
  }
}
