package io.qrpin.attempts;

import io.qrpin.attempts.LedgerModel.Audited;
import io.qrpin.attempts.LedgerModel.Guess;
import io.qrpin.attempts.LedgerModel.Row;
import io.qrpin.audit.Actor;
import io.qrpin.database.Database;
import io.qrpin.database.Database.RowMapper;
import io.qrpin.subscriber.SubscriberId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A PostgreSQL with the schema that ships. Its connections go by the real clock, or by one that the
 * test sets: a function of the same name, in a schema that is searched first.
 */
public final class LedgerDatabase implements AutoCloseable {

  private static final String OWN_CLOCK =
      """
      create schema test;
      create table test.clock (now timestamptz not null);
      insert into test.clock values ('2026-03-01T00:00:00Z');
      create function test.clock_timestamp() returns timestamptz language sql volatile
        as 'select now from test.clock';
      """;

  private final EmbeddedPostgres postgres;
  private final Pool onRealClock;
  private final Pool onOwnClock;

  private LedgerDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.onRealClock = new Pool(postgres.getDatabase("postgres", "postgres"));
    this.onOwnClock =
        new Pool(
            postgres.getDatabase(
                "postgres", "postgres", Map.of("currentSchema", "test,public,pg_catalog")));
  }

  public static LedgerDatabase start() throws IOException, SQLException {
    LedgerDatabase started =
        new LedgerDatabase(
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("deadlock_timeout", "50ms")
                .start());
    try (Stream<Path> files = Files.list(Path.of("db/migration"))) {
      for (Path file : files.sorted().toList()) {
        started.execute(Files.readString(file));
      }
    }
    started.execute(OWN_CLOCK);
    return started;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  public Database onRealClock() {
    return new Database(onRealClock.dataSource(), null, inTransaction(false));
  }

  Database onOwnClock() {
    return new Database(onOwnClock.dataSource(), null, inTransaction(false));
  }

  /** On the test's clock; joined statements are part of the transaction on the connection. */
  public Database onOwnClock(Connection connection) {
    Connection kept =
        Pool.proxy(
            Connection.class,
            (self, method, arguments) ->
                method.getName().equals("close") ? null : Pool.pass(connection, method, arguments));
    DataSource shared = Pool.proxy(DataSource.class, (self, method, arguments) -> kept);
    return new Database(onOwnClock.dataSource(), shared, inTransaction(true));
  }

  private static TransactionSynchronizationRegistry inTransaction(boolean active) {
    return Pool.proxy(
        TransactionSynchronizationRegistry.class,
        (self, method, arguments) -> active ? "transaction" : null);
  }

  /** A connection on the test's clock, to be closed. */
  public Connection connect() throws SQLException {
    return onOwnClock.lend();
  }

  /** The SQLSTATEs of all statements that failed, whether they were tried again or not. */
  Set<String> failures() {
    Set<String> all = new TreeSet<>(onRealClock.failures);
    all.addAll(onOwnClock.failures);
    return all;
  }

  void setClock(Instant now) {
    update("update test.clock set now = ?", now);
  }

  /** Moves the test's clock on, also when several do so at once. */
  void moveClock(double seconds) {
    update("update test.clock set now = now + make_interval(secs => ?)", seconds);
  }

  /** A subscriber with a method, and without a row in the ledger. */
  void addMethod(SubscriberId subscriber) {
    update(
        "insert into qr_code_pin_method (subscriber_id, id, created_at) values (?, ?, now())",
        subscriber.value(),
        UUID.randomUUID());
  }

  UUID addCode(SubscriberId subscriber, String kind, Instant start, Instant expiry) {
    UUID id = UUID.randomUUID();
    update(
        "insert into qr_code (id, subscriber_id, kind, token_digest, created_at, starts_at,"
            + " expires_at) values (?, ?, ?, sha256(uuid_send(gen_random_uuid())), now(), ?, ?)",
        id,
        subscriber.value(),
        kind,
        start,
        expiry);
    return id;
  }

  Optional<Instant> lastUse(UUID code) {
    return rows(
            "select last_used_at from qr_code where id = ?",
            row -> Database.instant(row, "last_used_at"),
            code)
        .get(0);
  }

  Row row(SubscriberId subscriber) {
    return rows(
            "select * from attempt_ledger where subscriber_id = ?",
            LedgerDatabase::row,
            subscriber.value())
        .get(0);
  }

  private static Row row(ResultSet row) throws SQLException {
    byte[][] tags = (byte[][]) row.getArray("wrong_tags").getArray();
    Timestamp[] times = (Timestamp[]) row.getArray("wrong_at").getArray();
    if (tags.length != times.length) {
      throw new IllegalStateException(tags.length + " tags with " + times.length + " times");
    }
    return new Row(
        row.getInt("generation"),
        row.getLong("epoch"),
        row.getInt("failures"),
        Database.instant(row, "failing_since"),
        row.getInt("open_charges"),
        Database.instant(row, "lease_until"),
        Database.instant(row, "not_before"),
        row.getBoolean("unlock_owed"),
        row.getInt("total_failures"),
        IntStream.range(0, tags.length)
            .mapToObj(i -> new Guess(ByteBuffer.wrap(tags[i]), times[i].toInstant()))
            .toList(),
        row.getInt("repeats"),
        Database.instant(row, "repeats_since"),
        Database.instant(row, "last_used_at"));
  }

  /** The audit rows of a subscriber, in the order in which they were written. */
  List<Audited> audit(SubscriberId subscriber) {
    return rows(
        "select event, details, actor_kind from credential_event where subscriber_id = ?"
            + " order by ctid",
        row ->
            new Audited(
                row.getString(1),
                details(row.getString(2)),
                Actor.Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT))),
        subscriber.value());
  }

  private static Map<String, String> details(String json) {
    if (json == null) {
      return Map.of();
    }
    Map<String, String> details = new HashMap<>();
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      JsonObject object = reader.readObject();
      object.keySet().forEach(key -> details.put(key, object.getString(key)));
    }
    return details;
  }

  /** How many statements wait for a lock. */
  public int waiting() {
    return rows(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock'",
            row -> row.getInt(1))
        .get(0);
  }

  public void update(String sql, Object... values) {
    try (Connection connection = onRealClock.lend();
        PreparedStatement statement = prepare(connection, sql, values)) {
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private <R> List<R> rows(String sql, RowMapper<R> mapper, Object... values) {
    try (Connection connection = onRealClock.lend();
        PreparedStatement statement = prepare(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<R> read = new ArrayList<>();
      while (rows.next()) {
        read.add(mapper.map(rows));
      }
      return read;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      statement.setObject(
          i + 1,
          value instanceof Instant instant
              ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC)
              : value);
    }
    return statement;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = onRealClock.lend();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Connections that are used again, because a new one costs more than a test's statement. */
  private static final class Pool {

    private final DataSource database;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final Set<String> failures = ConcurrentHashMap.newKeySet();

    Pool(DataSource database) {
      this.database = database;
    }

    DataSource dataSource() {
      return proxy(DataSource.class, (self, method, arguments) -> lend());
    }

    Connection lend() throws SQLException {
      Connection free = idle.poll();
      Connection connection = free == null ? database.getConnection() : free;
      return proxy(
          Connection.class,
          (self, method, arguments) -> {
            if (method.getName().equals("close")) {
              connection.setAutoCommit(true);
              idle.add(connection);
              return null;
            }
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement ? watched(statement) : result;
          });
    }

    private PreparedStatement watched(PreparedStatement statement) {
      return proxy(
          PreparedStatement.class, (self, method, arguments) -> call(statement, method, arguments));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
      try {
        return pass(target, method, arguments);
      } catch (SQLException e) {
        failures.add(String.valueOf(e.getSQLState()));
        throw e;
      }
    }

    private static Object pass(Object target, Method method, Object[] arguments) throws Throwable {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
      return type.cast(
          Proxy.newProxyInstance(
              LedgerDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
  }
}
