package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The migrations on a database that is in use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsIT {

  /** The last version that was released before nodes were upgraded one by one. */
  private static final MigrationVersion FORMER = MigrationVersion.fromVersion("011");

  /** The first version with {@code attempt_ledger}. */
  private static final String LEDGER = "003";

  private static final int WORKERS = 1_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Locks what a charge locks. */
  private static final String CHARGE =
      "update attempt_ledger set open_charges = 0 where subscriber_id = 'w1'";

  /** Ids begin with the time (RFC 9562, version 7). */
  private static final String ADD_EVENT =
      "insert into credential_event"
          + " (id, occurred_at, event, subscriber_id, actor_kind, actor_id, request_id)"
          + " select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0')"
          + " || substr(md5(random()::text), 1, 20))::uuid,"
          + " now(), 'MethodCreated', 'w1', 'application', 'client', 'request'";

  /** Every worker has a method, a PIN, a code, a row in the ledger and an audit row. */
  private static final List<String> FILL =
      List.of(
          "insert into directory_user (id, user_principal_name)"
              + " select 'w' || n, 'w' || n || '@contoso.example' from %s",
          "insert into qr_code_pin_method select 'w' || n, gen_random_uuid(), now() from %s",
          "insert into qr_pin select 'w' || n, gen_random_uuid(), repeat('x', 180), 1, false,"
              + " now(), now(), null from %s",
          "insert into qr_code select gen_random_uuid(), 'w' || n, 'standard',"
              + " sha256(n::text::bytea), now(), now(), now() + interval '1 year', null from %s",
          "insert into attempt_ledger (subscriber_id, generation) select 'w' || n, 1 from %s",
          ADD_EVENT + " from %s",
          "vacuum analyze");

  private EmbeddedPostgres postgres;

  @BeforeAll
  void start() {
    postgres = Database.startPostgres();
  }

  @AfterAll
  void stop() throws IOException {
    postgres.close();
  }

  /**
   * While servers are upgraded one by one, the former version works on the new schema. So it finds
   * everything that it knew, and nothing that it does not write is required.
   */
  @Test
  void theFormerVersionFindsAllThatItUsesInTheNewSchema() {
    Database database = Database.createIn(postgres);
    migrate(database, FORMER);
    Used former = Used.of(database);

    migrate(database, MigrationVersion.LATEST);

    Used latest = Used.of(database);
    assertThat(latest.columns()).containsAll(former.columns());
    assertThat(latest.functions()).containsAll(former.functions());
    assertThat(latest.keys()).as("keys for on conflict").containsAll(former.keys());
    assertThat(former.known(latest.keys())).as("more keys").isSubsetOf(former.keys());
    assertThat(former.known(latest.demands())).as("required").isSubsetOf(former.demands());
    assertThat(former.known(latest.checks())).as("constraints").isSubsetOf(former.checks());
  }

  /**
   * The parts that a version uses. Each name begins with that of its table.
   *
   * @param columns with their types
   * @param functions with the types of their arguments
   * @param keys the columns of unique indexes
   * @param demands columns that an insert must name
   * @param checks constraints that are no keys
   */
  private record Used(
      List<String> columns,
      List<String> functions,
      List<String> keys,
      List<String> demands,
      List<String> checks) {

    private static final String OURS = " where table_schema = 'public'";

    static Used of(Database database) {
      return new Used(
          database.column(
              "select table_name || '.' || column_name || ' ' || udt_name"
                  + " from information_schema.columns"
                  + OURS),
          database.column(
              "select oid::regprocedure::text from pg_proc"
                  + " where pronamespace = 'public'::regnamespace"),
          database.column(
              "select relname || '.' || array_agg(attname order by attname)"
                  + " from pg_index i join pg_class c on c.oid = indrelid"
                  + " join pg_attribute a on attrelid = c.oid and attnum = any (indkey)"
                  + " where indisunique and relnamespace = 'public'::regnamespace"
                  + " group by indexrelid, relname"),
          database.column(
              "select table_name || '.' || column_name from information_schema.columns"
                  + OURS
                  + " and is_nullable = 'NO' and column_default is null"),
          database.column(
              "select relname || '.' || conname from pg_constraint"
                  + " join pg_class c on c.oid = conrelid"
                  + " where contype in ('c', 'f', 'x') and relnamespace = 'public'::regnamespace"));
    }

    /** Those of the names that are of a table of this version. */
    List<String> known(List<String> names) {
      Set<String> tables =
          columns.stream().map(Used::tableOf).collect(Collectors.toUnmodifiableSet());
      return names.stream().filter(name -> tables.contains(tableOf(name))).toList();
    }

    private static String tableOf(String name) {
      return name.substring(0, name.indexOf('.'));
    }
  }

  /** No charge waits for a lock longer than a second, and since then no audit row either. */
  @Test
  @Tag("operations")
  void noMigrationLocksTheLedgerOfAMillionWorkersForMoreThanASecond() {
    Database database = Database.createIn(postgres);
    MigrationVersion first = MigrationVersion.fromVersion(LEDGER);
    migrate(database, first);
    String workers = "generate_series(1, " + WORKERS + ") n";
    FILL.forEach(statement -> database.execute(statement.formatted(workers)));
    for (MigrationVersion version : after(database, first)) {
      AtomicBoolean over = new AtomicBoolean();
      try (Crowd crowd = new Crowd()) {
        List<CompletableFuture<Long>> waits = new ArrayList<>();
        waits.add(crowd.begin(() -> longestMillis(database, over, CHARGE)));
        if (version.compareTo(FORMER) > 0) {
          waits.add(crowd.begin(() -> longestMillis(database, over, ADD_EVENT)));
        }
        migrate(database, version);
        over.set(true);
        assertThat(waits)
            .as("during V%s", version)
            .allSatisfy(it -> assertThat(it).succeedsWithin(PATIENCE));
        System.out.println(
            "during V" + version + " the longest waits, in ms: " + Crowd.answers(waits));
      }
    }
  }

  /** Repeats a statement that waits at most a second for a lock; returns the longest time. */
  private static long longestMillis(Database database, AtomicBoolean over, String sql) {
    long longest = 0;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set lock_timeout = '1s'");
      do {
        long begin = System.nanoTime();
        statement.executeUpdate(sql);
        longest = Math.max(longest, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
      } while (!over.get());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return longest;
  }

  @Test
  @Tag("operations")
  void aServerThatIsKilledWhileItMigratesLeavesAWholeSchemaAndTheNextStartGoesOn()
      throws Exception {
    Database database = Database.createIn(postgres);
    migrate(database, MigrationVersion.fromVersion("006"));
    Tokens tokens = new Tokens();
    LibertyServer server =
        LibertyServer.named("migration")
            .using(database)
            .believing(tokens)
            .wrappingWithNewKey()
            .layOut();
    try (server;
        Crowd crowd = new Crowd()) {
      try (Connection other = database.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("lock table attempt_ledger in access share mode");
        CompletableFuture<String> started = crowd.begin(server::startAndWait);
        database.await(
            "select exists (select 1 from pg_stat_activity"
                + " where wait_event_type = 'Lock' and query like '%alter table attempt_ledger%')");
        server.kill();
        assertThat(started).failsWithin(Duration.ofMinutes(1));
        other.rollback();
      }
      assertThat(database.value("select max(version) from qrpin_schema_history")).isEqualTo("006");

      server.start();

      assertThat(database.value("select bool_and(success) from qrpin_schema_history"))
          .isEqualTo("t");
      assertThat(after(database, MigrationVersion.fromVersion("006"))).isEmpty();
      database.update("insert into directory_user values ('w1', 'w1@contoso.example')");
      assertThat(
              new Api(server.root())
                  .to(Api.pinOf("w1"))
                  .bearing(tokens.administrator().signed())
                  .patch("{}")
                  .status())
          .isEqualTo(201);
    }
  }

  private static void migrate(Database database, MigrationVersion target) {
    flyway(database, target).migrate();
  }

  /** The versions after this one that are not applied yet. */
  private static List<MigrationVersion> after(Database database, MigrationVersion version) {
    return Arrays.stream(flyway(database, MigrationVersion.LATEST).info().pending())
        .map(MigrationInfo::getVersion)
        .filter(it -> it.compareTo(version) > 0)
        .toList();
  }

  /** As a server does it. */
  private static Flyway flyway(Database database, MigrationVersion target) {
    return Flyway.configure()
        .dataSource(
            "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + database.name(),
            "postgres",
            "")
        .locations("classpath:io/qrpin/db/migration")
        .table("qrpin_schema_history")
        .target(target)
        .load();
  }
}
