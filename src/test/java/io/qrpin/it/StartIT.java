package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong setting stops the start with a message that names it. */
@TestInstance(Lifecycle.PER_CLASS)
class StartIT {

  private static final String REFUSED = "CWWKZ0012I";
  private static final String REFUSED_AGAIN = "CWWKZ0020I";
  private static final String STARTED = "CWWKZ0003I";

  private final Tokens tokens = new Tokens();
  private EmbeddedPostgres postgres;
  private LibertyServer server;
  private String wrapKeys;
  private int start;

  /** One server for all cases: a changed setting starts the application again. */
  @BeforeAll
  void startServerThatRefuses() {
    postgres = Database.startPostgres();
    LibertyServer.Plan plan = plan("start");
    wrapKeys = plan.value("qrpin.wrap-keys.file");
    server = plan.without("qrpin.wrap-keys.file").layOut();
    assertThat(server.startAndWait()).contains(REFUSED);
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    postgres.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "missing",
      value = {
        "qrpin.token.issuer | '' | the setting qrpin.token.issuer is required; see \"Tokens\"",
        "qrpin.token.audiences | '' | the setting qrpin.token.audiences is required",
        "qrpin.token.keys | '' | the setting qrpin.token.keys is required",
        "qrpin.wrap-keys.password | wrong | the setting qrpin.wrap-keys.password does not open",
        "qrpin.db.port | 1 | the data source jdbc/qrpin does not answer",
        "qrpin.db.owner | nobody | the data source jdbc/qrpin-schema does not answer; in"
            + " qrpin-postgresql.xml its settings are qrpin.db.owner*; see \"Deploy it\"",
        "qrpin.wrap-keys.file | missing | the setting qrpin.wrap-keys.file is required",
        "qrpin.wrap-keys.active | another | the active wrap key \"another\" is not among",
        "qrpin.schema | drop | the setting qrpin.schema must be migrate or one of [validate, none]",
        "qrpin.argon2.passes | 0 | the setting qrpin.argon2.passes must be a whole number from 1",
        "qrpin.temporary-pin.lifetime | P1Y | the setting qrpin.temporary-pin.lifetime must be",
        "qrpin.throttling.waits | PT5M,PT1M | the setting qrpin.throttling.waits is not usable",
        "qrpin.throttling.at-once | 0 | the setting qrpin.throttling.at-once must be",
        "qrpin.throttling.refusal-floor | 250 | the setting qrpin.throttling.refusal-floor must be",
        "qrpin.directory.query-by-name | select id, user_principal_name from directory_user where"
            + " user_principal_name = ? | the setting qrpin.access.protected-groups protects nobody",
        "qrpin.schema | validate | Validate failed"
      })
  void theApplicationDoesNotStart(String variable, String value, String complaint) {
    Map<String, String> settings = settingsFor(Database.createIn(postgres));
    settings.put("qrpin.access.protected-groups", "bosses");
    if (value == null) {
      settings.remove(variable);
    } else {
      settings.put(variable, value);
    }

    assertThat(startAgain(settings, "qrpin.war", REFUSED_AGAIN)).contains(complaint);
  }

  @Test
  void withoutACertificateTheApplicationDoesNotStartAndNoneIsMade() {
    try (LibertyServer server =
        plan("start-bare").withoutCertificate().speakingTlsOnly().layOut()) {
      assertThat(server.startAndWait()).contains(REFUSED);

      assertThat(server.everythingLogged())
          .contains("the setting qrpin.tls.certificate names a file that does not exist");
      assertThat(server.folder().resolve("resources/security/key.p12")).doesNotExist();
    }
  }

  @Test
  void theApplicationDoesNotStartWhenItsMigrationsAreMissing() throws IOException {
    Path war = server.folder().resolve("apps/without-migrations.war");
    LibertyServer.copy(Path.of("target/qrpin.war"), war);
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + war.toUri()), Map.of())) {
      Path migrations = zip.getPath("WEB-INF/classes/io/qrpin/db/migration");
      try (Stream<Path> files = Files.list(migrations)) {
        for (Path sql : files.filter(file -> file.toString().endsWith(".sql")).toList()) {
          Files.delete(sql);
        }
      }
    }
    Map<String, String> settings = settingsFor(Database.createIn(postgres));

    assertThat(startAgain(settings, "without-migrations.war", REFUSED_AGAIN))
        .contains("no migrations found");
  }

  @Test
  void aSchemaThatSomebodyElseMigratedIsOnlyValidated() {
    Map<String, String> settings = settingsFor(Database.createIn(postgres));
    assertThat(startAgain(settings, "qrpin.war", STARTED)).contains("schema migrated");

    settings.put("qrpin.schema", "validate");
    assertThat(startAgain(settings, "qrpin.war", STARTED)).contains("schema validated");
    assertThat(new Api(server.root()).to("/me").get().status()).isEqualTo(401);
  }

  @Test
  void aSchemaThatIsLeftToOthersIsNotLookedAt() {
    Database database = Database.createIn(postgres);
    Map<String, String> settings = settingsFor(database);
    settings.put("qrpin.schema", "none");

    assertThat(startAgain(settings, "qrpin.war", STARTED))
        .doesNotContain("schema migrated", "schema validated");
    assertThat(database.value("select count(*) from pg_tables where schemaname = 'public'"))
        .isEqualTo("0");
  }

  @Test
  void aLineInJsonNamesItsMessageItsEventAndItsRequest() {
    writeMessages("JSON");
    startAgain(settingsFor(Database.createIn(postgres)), "qrpin.war", STARTED);
    String requestId =
        new Api(server.root()).to("/me").bearing("no-token").get().header("request-id");

    JsonObject refused = line("QRPIN0010W");
    assertThat(refused.getString("loglevel")).isEqualTo("WARNING");
    assertThat(refused.getString("message"))
        .startsWith("QRPIN0010W: requests with a token that is not valid: 1, ");
    assertThat(refused.getString("ext_qrpin_event")).isEqualTo("TokensRefused");
    assertThat(refused.getString("ext_qrpin_request")).isEqualTo(requestId);
    JsonObject migrated = line("QRPIN0004I");
    assertThat(migrated.getString("ext_qrpin_event")).isEqualTo("SchemaMigrated");
    assertThat(migrated.keySet()).doesNotContain("ext_qrpin_request");
    writeMessages("SIMPLE");
  }

  private void writeMessages(String format) {
    server.await(
        "CWWKG0017I",
        () ->
            server.configure(
                "format", "<server><logging messageFormat='%s'/></server>".formatted(format)));
  }

  /** The last line in JSON with that message. */
  private JsonObject line(String messageId) {
    String line =
        Eventually.until(
                Optional::isPresent,
                () ->
                    server.messages().stream()
                        .filter(it -> it.contains("\"ibm_messageId\":\"" + messageId + "\""))
                        .reduce((earlier, later) -> later))
            .orElseThrow();
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  private LibertyServer.Plan plan(String name) {
    return LibertyServer.named(name)
        .using(Database.createIn(postgres))
        .believing(tokens)
        .wrappingWithNewKey();
  }

  /** The settings that the server's environment lacks. */
  private Map<String, String> settingsFor(Database database) {
    return new TreeMap<>(
        Map.of("qrpin.db.name", database.name(), "qrpin.wrap-keys.file", wrapKeys));
  }

  /** Returns what the server logs until it says on its console how the start ended. */
  private String startAgain(Map<String, String> settings, String war, String end) {
    StringBuilder xml = new StringBuilder("<server>");
    settings.forEach(
        (name, value) -> xml.append("<variable name='%s' value='%s'/>".formatted(name, value)));
    // A property with another value makes the application a changed one.
    xml.append(
        """
        <webApplication id='qrpin' location='%s'>
          <appProperties><property name='start' value='%d'/></appProperties>
        </webApplication></server>
        """
            .formatted(war, ++start));
    int before = server.messages().size();
    server.await(end, () -> server.configure("start", xml.toString()));
    List<String> messages = server.messages();
    return String.join("\n", messages.subList(before, messages.size()));
  }
}
