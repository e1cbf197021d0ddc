package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers of the last version become servers of this one, one after the other. The last version
 * is built from the history of the repository.
 */
@Tag("operations")
class RollingUpgradeIT {

  /** The last version whose schema ends with V011. */
  private static final String LAST_VERSION = "88a7eb8";

  private static final int ANSWERS = 150;

  @TempDir private Path folder;

  /** The servers that get requests. */
  private volatile List<Ward.Node> inService;

  @Test
  @DisplayName(
      "While servers are upgraded one after the other, nothing that was answered is lost and no"
          + " guess is free.")
  void serversOfTheLastVersionAreUpgradedUnderLoadOneAfterTheOther() throws Exception {
    Path former = Ward.countingWar("upgrade-former", buildLastVersion());
    Path current = Ward.countingWar("upgrade-current");
    try (Ward ward =
        new Ward(
            "upgrade", Database.startPostgres(), plan -> Rush.settings(plan).deploying(former))) {
      inService = List.of(ward.first, ward.second);
      String schema = "select max(version) from qrpin_schema_history";
      String formerSchema = ward.database.value(schema);
      try (Rush rush = new Rush(ward, n -> inService.get(n % inService.size()))) {
        for (Ward.Node node : List.of(ward.first, ward.second)) {
          rush.awaitAnswers(ANSWERS);
          inService = List.of(node == ward.first ? ward.second : ward.first);
          rush.awaitNewRequests();
          node.server.close();
          node.server.replaceQrpin(current);
          node.server.start();
          inService = List.of(ward.first, ward.second);
        }
        rush.awaitAnswers(ANSWERS);

        rush.end();
        assertThat(ward.database.value(schema)).isGreaterThan(formerSchema);
        assertThat(rush.wasDisturbed()).isFalse();
        rush.assertNothingIsLostAndNothingIsFree();
      }
    }
  }

  /** Returns the WAR; without the history the test ends here. */
  private Path buildLastVersion() throws IOException, InterruptedException {
    String repository = Path.of("").toAbsolutePath().toString();
    Path archive = folder.resolve("former.tar");
    boolean isKnown = true;
    try {
      Installed.run(
          "git", "-C", repository, "archive", "--output", archive.toString(), LAST_VERSION);
    } catch (IllegalStateException e) {
      isKnown = false;
      System.out.println(
          "commit "
              + LAST_VERSION
              + " is not in this clone, so the test of a rolling upgrade does not run");
    }
    assumeTrue(isKnown, "the history is not in this clone");
    Path project = Files.createDirectory(folder.resolve("former"));
    Installed.run(
        "tar", "--extract", "--file", archive.toString(), "--directory", project.toString());
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin/mvn").toString(),
                "--batch-mode",
                "-Dmaven.repo.local=" + System.getProperty("localRepository"),
                "-DskipTests",
                "-Dmaven.javadoc.skip",
                "-Dmaven.source.skip",
                "package")
            .directory(project.toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven = builder.start();
    String console = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(maven.waitFor()).as(console).isZero();
    return project.resolve("target/qrpin.war");
  }
}
