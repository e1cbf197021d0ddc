package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trail from before the partitions becomes the first one, while servers go on writing. */
class AuditUpgradeIT {

  /** As the version before writes a row of refusals, which may be written twice. */
  private static final String OLD_INSERT =
      "insert into credential_event (id, occurred_at, event, subscriber_id, actor_kind, actor_id,"
          + " request_id) values ('%s', now(), 'PinReset', 'ada', 'user', 'ann', 'r')"
          + " on conflict (id) do nothing returning id";

  private static EmbeddedPostgres postgres;
  private static Statements statements;
  private static String fileBefore;

  @BeforeAll
  static void upgrade() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    statements = new Statements(postgres);
    migrate(file -> file.compareTo("V014") < 0);
    statements.execute("create role app login");
    statements.execute("grant select, insert on credential_event to app");
    statements.execute(
        "insert into credential_event (id, occurred_at, event, actor_kind, actor_id, request_id)"
            + " select "
            + idAgo("n * interval '1 hour'")
            + ", now() - n * interval '1 hour', 'PinReset', 'user', 'ann', 'r' from"
            + " generate_series(0, 999) n");
    fileBefore = statements.only("select pg_relation_filenode('credential_event')");
    migrate(file -> file.compareTo("V014") > 0);
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  /** An id of version 7 in SQL, of some time ago. */
  private static String idAgo(String age) {
    return "(lpad(to_hex((extract(epoch from now() - "
        + age
        + ") * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || '8'"
        + " || substr(md5(random()::text), 1, 15))::uuid";
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
  void noRowIsCopied() throws SQLException {
    assertThat(statements.only("select pg_relation_filenode('credential_event_first')"))
        .isEqualTo(fileBefore);
    assertThat(statements.only("select count(*) from credential_event where xact = '0'"))
        .isEqualTo("1000");
    assertThat(statements.only("select count(*) from credential_event_rest")).isEqualTo("0");
  }

  @Test
  void aServerOfTheVersionBeforeGoesOnWriting() throws SQLException {
    String id = statements.only("select " + idAgo("interval '0'"));

    statements.executeAs("app", OLD_INSERT.formatted(id));
    statements.executeAs("app", OLD_INSERT.formatted(id));

    assertThat(
            statements.only(
                "select count(*) from credential_event where xact > '0' and id = '" + id + "'"))
        .isEqualTo("1");
    statements.executeAs("app", "select count(*) from credential_event");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into credential_event select * from credential_event",
        "insert into credential_event_first select * from credential_event",
        "select * from credential_event_first",
        "update credential_event set reason = 'x'",
        "delete from credential_event",
        "select prepare_event_partitions()"
      })
  void theRoleOfTheServersGetsNoMoreRightsThanItHad(String statement) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> statements.executeAs("app", statement))
        .withMessageContaining("permission denied");
  }

  @Test
  void everyPartitionHasTheKeyTheIndexesAndTheTrigger() throws SQLException {
    for (String what :
        List.of(
            "count(*) filter (where indisprimary)",
            "count(*) filter (where not indisprimary) / 2")) {
      assertThat(
              statements.only(
                  "select "
                      + what
                      + " = (select count(*) from qrpin_event_partitions()) from pg_index where"
                      + " indisvalid and indrelid in (select name from qrpin_event_partitions())"))
          .as(what)
          .isEqualTo("t");
    }
    assertThat(
            statements.only(
                "select count(*) = (select count(*) from qrpin_event_partitions()) from pg_trigger"
                    + " where tgname = 'credential_event_append_only'"
                    + " and tgrelid in (select name from qrpin_event_partitions())"))
        .isEqualTo("t");
  }
}
