package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that an older version wrote keep what they say when their details become JSON. */
class EventDetailsIT {

  private static final String CODE = "0195f3a0-0000-7000-8000-000000000001";
  private static final String BEFORE =
      "MethodConfiguration[enabled=false, pinLengthDigits=8, codeLifetimeDays=365, include=[Target["
          + "type=GROUP, id=all_users, registrationRequired=false]], exclude=[]]";
  private static final String AFTER =
      "MethodConfiguration[enabled=true, pinLengthDigits=12, codeLifetimeDays=365, include=["
          + "Target[type=GROUP, id=g 1, registrationRequired=true], Target[type=USER, id=u2,"
          + " registrationRequired=false]], exclude=[Target[type=USER, id=u3,"
          + " registrationRequired=false]]]";

  /** An event, its old details, and its new ones; null where there are none. */
  private record Migrated(String event, String text, String json) {}

  private static final List<Migrated> ROWS =
      List.of(
          new Migrated("PinReset", null, null),
          new Migrated("PinProven", null, null),
          new Migrated("SignedIn", "code " + CODE, object("code", CODE)),
          new Migrated("QrCodeIssued", "code " + CODE, object("code", CODE)),
          new Migrated("QrCodeRevoked", "code " + CODE, object("code", CODE)),
          new Migrated(
              "QrCodeExtended",
              "code " + CODE + " until 2026-03-01T08:00:00Z",
              object("code", CODE, "until", "2026-03-01T08:00:00Z")),
          new Migrated(
              "SignInLocked",
              "until 2026-03-01T08:00:00.000001Z",
              object("until", "2026-03-01T08:00:00.000001Z")),
          new Migrated("SignInLocked", "until reset", object("until", "reset")),
          new Migrated("SignInUnlocked", "by time", object("by", "time")),
          new Migrated("SignInUnlocked", "by reset", object("by", "reset")),
          new Migrated("PinOftenGuessed", "103 wrong", object("totalFailures", "103")),
          refused("never settled: 3", "neverSettled", "3"),
          refused("wrong PIN", "wrongPin", "1"),
          refused("wrong PIN, again", "wrongPin", "0"),
          refused("the directory does not know the user", "unknownUser", "1"),
          refused("the method is not for the user", "notPermitted", "1"),
          refused("no PIN", "noPin", "1"),
          refused("the temporary PIN has expired", "pinExpired", "1"),
          refused("the badge ended, or the PIN was set anew, meanwhile", "proofVoid", "1"),
          new Migrated(
              "ConfigurationChanged",
              "from " + BEFORE + " to " + AFTER,
              object(
                  "enabled.before", "false",
                  "enabled.after", "true",
                  "pinLengthDigits.before", "8",
                  "pinLengthDigits.after", "12",
                  "include.before", "group:all_users",
                  "include.after", "group:g 1 (registrationRequired), user:u2",
                  "exclude.before", "",
                  "exclude.after", "user:u3")),
          new Migrated(
              "ConfigurationChanged", "from here to there", object("text", "from here to there")),
          new Migrated("SignInRefused", "a full moon", object("text", "a full moon")),
          new Migrated("SignedIn", "by magic", object("text", "by magic")),
          new Migrated("FromAnotherTime", "code " + CODE, object("text", "code " + CODE)));

  private static EmbeddedPostgres postgres;
  private static Statements statements;

  private static Migrated refused(String text, String reason, String failures) {
    return new Migrated("SignInRefused", text, object("reason", reason, "failures", failures));
  }

  private static String object(String... keysAndValues) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      json.append(i == 0 ? "" : ", ")
          .append('"' + keysAndValues[i] + "\": \"" + keysAndValues[i + 1] + '"');
    }
    return json.append('}').toString();
  }

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    statements = new Statements(postgres);
    migrate(file -> file.compareTo("V005") < 0);
    for (Migrated row : ROWS) {
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          PreparedStatement insert =
              connection.prepareStatement(
                  "insert into credential_event (id, occurred_at, event, actor_kind, actor_id,"
                      + " request_id, details) values (?, now(), ?, 'system', 'qrpin', 'none', ?)")) {
        insert.setObject(1, idOf(row));
        insert.setString(2, row.event());
        insert.setString(3, row.text());
        insert.executeUpdate();
      }
    }
    migrate(file -> file.compareTo("V005") > 0);
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static UUID idOf(Migrated row) {
    return new UUID(0, ROWS.indexOf(row) + 1L);
  }

  private static void migrate(Predicate<String> which) throws IOException, SQLException {
    try (Stream<Path> files = Files.list(Path.of("db/migration"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".sql") && which.test(name)) {
          statements.execute(Files.readString(file));
        }
      }
    }
  }

  @Test
  void everyOldFormIsTheJsonThatNewRowsHave() throws SQLException {
    for (Migrated row : ROWS) {
      String json = row.json() == null ? "null" : "'" + row.json() + "'";
      assertThat(
              statements.only(
                  "select case when details is not distinct from %s::jsonb then 'as expected'"
                          .formatted(json)
                      + " else details::text end from credential_event where id = '"
                      + idOf(row)
                      + "'"))
          .as("%s: %s", row.event(), row.text())
          .isEqualTo("as expected");
      assertThat(
              statements.only("select event from credential_event where id = '" + idOf(row) + "'"))
          .isEqualTo(row.event());
    }
  }

  @Test
  void theTrailIsStillAppendOnlyAndNothingElseIsLeftBehind() throws SQLException {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> statements.execute("update credential_event set reason = 'x'"))
        .withMessageContaining("append-only");
    assertThat(statements.only("select count(*) from pg_proc where proname like 'qrpin%json'"))
        .isEqualTo("0");
  }
}
