package io.qrpin.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of its own in a real PostgreSQL that all tests share, as durable as in production. */
public final class Database {

  /** The audit rows that are written with what they record, and not some time later. */
  static final String AT_ONCE = "event !~ 'BadgeRefused|AttemptRefused|PinRefused|AccessDenied'";

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final long PATIENCE_SECONDS = 60;
  private static final long POLL_NANOS = 5_000_000;

  private static final int PATIENCE_WITH_IDLE_SECONDS = 5;

  private final int[] ports;
  private final String name;

  /** A new connection costs the server a process, and tests ask a thousand short questions. */
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param ports of the servers, one of which is the primary
   */
  private Database(String name, int... ports) {
    this.name = name;
    this.ports = ports;
  }

  public static EmbeddedPostgres startPostgres() {
    try {
      return durable().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One that can be stopped and started again.
   *
   * @param data where it keeps its data, in between too
   */
  static EmbeddedPostgres startPostgres(int port, Path data) {
    try {
      return durable().setPort(port).setDataDirectory(data).setCleanDataDirectory(false).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static EmbeddedPostgres.Builder durable() {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("log_error_verbosity", "terse");
  }

  public static Database createIn(EmbeddedPostgres postgres) {
    return createIn(postgres, "");
  }

  /**
   * @param options what follows the name in {@code create database}
   */
  static Database createIn(EmbeddedPostgres postgres, String options) {
    Database created = new Database("qrpin_" + COUNT.incrementAndGet(), postgres.getPort());
    execute(postgres, "create database " + created.name + " " + options);
    return created;
  }

  /** A database that is found on whichever server of a cluster is the primary. */
  static Database createIn(Cluster cluster) {
    Database created =
        new Database("qrpin_" + COUNT.incrementAndGet(), cluster.primary, cluster.standby);
    maintenanceOf(cluster).execute("create database " + created.name);
    return created;
  }

  /** The database that every server has, of the server that is a cluster's primary at first. */
  static Database maintenanceOf(Cluster cluster) {
    return new Database("postgres", cluster.primary);
  }

  /** With the README's two roles: one owns the tables, and one serves requests. */
  static Database withTwoRoles(EmbeddedPostgres postgres) {
    execute(postgres, "create role qrpin_owner login");
    execute(postgres, "create role qrpin login");
    Database created = createIn(postgres, "owner qrpin_owner encoding UTF8 template template0");
    created.execute("revoke create on schema public from public");
    created.execute("grant create on schema public to qrpin_owner");
    return created;
  }

  private static void execute(EmbeddedPostgres postgres, String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return ports[0];
  }

  public String name() {
    return name;
  }

  public Connection connect() throws SQLException {
    return connectAs("postgres");
  }

  private Connection connectAs(String role) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(
        Arrays.stream(ports).mapToObj(port -> "127.0.0.1").toArray(String[]::new));
    source.setPortNumbers(ports);
    source.setTargetServerType(ports.length > 1 ? "primary" : "any");
    source.setHostRecheckSeconds(0);
    source.setDatabaseName(name);
    source.setUser(role);
    return source.getConnection();
  }

  public int update(String sql, Object... parameters) {
    return lend(
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
          }
        });
  }

  /** Runs a statement, whether it answers rows or not. */
  public void execute(String sql) {
    lend(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.execute();
          }
        });
  }

  /** Works with a connection. */
  private interface Work<R> {
    R on(Connection connection) throws SQLException;
  }

  /** Keeps the connection for the next statement, unless this one fails. */
  private <R> R lend(Work<R> work) {
    try {
      Connection connection = idle();
      try {
        R result = work.on(connection);
        idle.push(connection);
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that was used before and is still alive, or a new one. */
  private Connection idle() throws SQLException {
    for (Connection used = idle.poll(); used != null; used = idle.poll()) {
      if (used.isValid(PATIENCE_WITH_IDLE_SECONDS)) {
        return used;
      }
      used.close();
    }
    return connect();
  }

  /** Runs a statement as another role than the one that may do everything. */
  void executeAs(String role, String sql) {
    try (Connection connection = connectAs(role);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of each row, as text. */
  public List<String> column(String sql, Object... parameters) {
    return lend(
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, parameters);
              ResultSet rows = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
              values.add(rows.getString(1));
            }
            return values;
          }
        });
  }

  /** The one value of the one row. */
  public String value(String sql, Object... parameters) {
    List<String> values = column(sql, parameters);
    if (values.size() != 1) {
      throw new IllegalStateException(values.size() + " rows instead of one: " + sql);
    }
    return values.get(0);
  }

  /** Waits until a query answers true. */
  void await(String sql, Object... parameters) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!value(sql, parameters).equals("t")) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("was never true: " + sql);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Every value of every row of every table, as text. */
  String everything() {
    StringBuilder all = new StringBuilder();
    String tables =
        "select quote_ident(table_schema) || '.' || quote_ident(table_name)"
            + " from information_schema.tables"
            + " where table_schema = 'public' and table_type = 'BASE TABLE'";
    for (String table : column(tables)) {
      column("select t::text from " + table + " t").forEach(row -> all.append(row).append('\n'));
    }
    return all.toString();
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
