package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must be right before the application serves, and is said when it is not. */
@TestInstance(Lifecycle.PER_CLASS)
class StartIT {

  private final Tokens tokens = new Tokens();
  private EmbeddedPostgres postgres;

  @BeforeAll
  void startPostgres() {
    postgres = Database.startPostgres();
  }

  @AfterAll
  void stopPostgres() throws IOException {
    postgres.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "missing",
      value = {
        "qrpin.token.issuer | | the setting mp.jwt.verify.issuer is required",
        "qrpin.token.audiences | | the setting mp.jwt.verify.audiences is required",
        "qrpin.wrap-keys.file | missing | the setting qrpin.wrap-keys.file is required",
        "qrpin.wrap-keys.active | another | the active wrap key \"another\" is not among",
        "qrpin.schema | drop | the setting qrpin.schema must be migrate or one of [validate, none]",
        "qrpin.argon2.passes | 0 | the setting qrpin.argon2.passes must be a whole number from 1",
        "qrpin.temporary-pin.lifetime | P1Y | the setting qrpin.temporary-pin.lifetime must be",
        "qrpin.throttling.waits | PT5M,PT1M | the setting qrpin.throttling.waits is not usable",
        "qrpin.directory.query-by-name | select id, user_principal_name from directory_user where"
            + " user_principal_name = ? | the setting qrpin.access.protected-groups protects nobody",
        "qrpin.schema | validate | Validate failed"
      })
  void theApplicationDoesNotStart(String variable, String value, String complaint) {
    LibertyServer.Plan plan = plan().with("qrpin.access.protected-groups", "bosses");
    if (value == null && variable.startsWith("qrpin.wrap")) {
      plan.without(variable);
    } else {
      plan.with(variable, value == null ? "" : value);
    }
    try (LibertyServer server = plan.layOut()) {
      assertThat(server.startAndWait()).contains("CWWKZ0012I");

      assertThat(server.everythingLogged()).contains(complaint);
    }
  }

  @Test
  void withoutACertificateTheApplicationDoesNotStartAndNoneIsMade() {
    try (LibertyServer server = plan().withoutCertificate().speakingTlsOnly().layOut()) {
      assertThat(server.startAndWait()).contains("CWWKZ0012I");

      assertThat(server.everythingLogged())
          .contains("the setting qrpin.tls.certificate names a file that does not exist");
      assertThat(server.folder().resolve("resources/security/key.p12")).doesNotExist();
    }
  }

  @Test
  void theApplicationDoesNotStartWhenItsMigrationsAreMissing() throws IOException {
    Path war = Path.of("target/it/without-migrations.war").toAbsolutePath();
    LibertyServer.copy(Path.of("target/qrpin.war"), war);
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + war.toUri()), Map.of())) {
      Path migrations = zip.getPath("WEB-INF/classes/io/qrpin/db/migration");
      try (Stream<Path> files = Files.list(migrations)) {
        for (Path sql : files.filter(file -> file.toString().endsWith(".sql")).toList()) {
          Files.delete(sql);
        }
      }
    }
    try (LibertyServer server = plan().deploying(war).layOut()) {
      assertThat(server.startAndWait()).contains("CWWKZ0012I");

      assertThat(server.everythingLogged()).contains("no migrations found");
    }
  }

  @Test
  void aSchemaThatSomebodyElseMigratedIsOnlyValidated() {
    Database database = Database.createIn(postgres);
    LibertyServer.Plan migrating = plan().using(database);
    try (LibertyServer server = migrating.start()) {
      assertThat(server.everythingLogged()).contains("schema migrated");
    }
    try (LibertyServer server = migrating.with("qrpin.schema", "validate").start()) {
      assertThat(server.everythingLogged()).contains("schema validated");
      assertThat(new Api(server.root()).to("/me").get().status()).isEqualTo(401);
    }
  }

  @Test
  void aSchemaThatIsLeftToOthersIsNotLookedAt() {
    Database database = Database.createIn(postgres);
    try (LibertyServer server = plan().using(database).with("qrpin.schema", "none").start()) {
      assertThat(server.everythingLogged()).doesNotContain("schema migrated", "schema validated");
    }
    assertThat(database.value("select count(*) from pg_tables where schemaname = 'public'"))
        .isEqualTo("0");
  }

  private LibertyServer.Plan plan() {
    return LibertyServer.named("start")
        .using(Database.createIn(postgres))
        .believing(tokens)
        .wrappingWithNewKey();
  }
}
