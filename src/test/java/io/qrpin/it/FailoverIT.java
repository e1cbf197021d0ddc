package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A primary and its standby, and a name that leads to one of them. */
@Tag("long")
class FailoverIT {

  private static final String POLICY =
      "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin";

  private final Tokens tokens = new Tokens();
  private final String administrator = tokens.administrator().signed();
  private final String configurator =
      tokens.application("Policy.ReadWrite.AuthenticationMethod").signed();

  @Test
  void aServerThatOnlyReadsIs503AndItsConnectionsAreReplacedByThoseOfThePrimary() throws Exception {
    try (Cluster cluster = Cluster.start();
        Proxy proxy = new Proxy(cluster.primary);
        LibertyServer server =
            LibertyServer.named("failover")
                .believing(tokens)
                .wrappingWithNewKey()
                .with("qrpin.db.port", String.valueOf(proxy.port()))
                .with("qrpin.db.name", "postgres")
                .with("qrpin.db.user", "postgres")
                .with("qrpin.db.password", "unused")
                .with("qrpin.db.owner", "postgres")
                .with("qrpin.db.owner.password", "unused")
                .with("qrpin.db.sslmode", "disable")
                .start()) {
      Api api = new Api(server.root());
      cluster.execute(
          cluster.primary, "insert into directory_user values ('w1', 'w1@contoso.example')");
      Supplier<Api.Call> pin = () -> api.to(Api.pinOf("w1")).bearing(administrator);
      assertThat(pin.get().patch("{}").status()).isEqualTo(201);
      String before = pin.get().get().body();
      cluster.awaitReplay();

      proxy.leadTo(cluster.standby);
      proxy.cut();
      Eventually.until(status -> status == 200, () -> pin.get().get().status());

      assertUnavailable(pin.get().patch("{}"));
      assertUnavailable(pin.get().delete());
      assertUnavailable(
          api.to(Api.methodOf("w1")).bearing(administrator).put("{\"standardQRCode\":{}}"));
      assertUnavailable(api.to(Api.methodOf("w1")).bearing(administrator).delete());
      assertUnavailable(api.to(POLICY).bearing(configurator).patch("{\"state\":\"enabled\"}"));
      assertThat(pin.get().get().body()).isEqualTo(before);
      assertThat(server.messages())
          .noneMatch(line -> line.contains("cannot execute") && line.contains("at org.postgresql"));

      // The connections to the standby stay open; only new ones lead to the primary.
      proxy.leadTo(cluster.primary);

      Eventually.until(status -> status == 201, () -> pin.get().patch("{}").status());
      cluster.awaitReplay();

      cluster.promoteStandby();
      proxy.leadTo(cluster.standby);
      proxy.cut();

      Eventually.until(status -> status == 201, () -> pin.get().patch("{}").status());
    }
  }

  private static void assertUnavailable(Api.Answer answer) {
    GraphErrors.assertError(answer, 503, "serviceNotAvailable");
    assertThat(answer.headers("Retry-After")).containsExactly("5");
  }

  /** Two servers of Debian's PostgreSQL. */
  private static final class Cluster implements AutoCloseable {
    private final Path bin;
    private final Path folder;
    final int primary = LibertyServer.freePort();
    final int standby = LibertyServer.freePort();

    private Cluster(Path bin, Path folder) {
      this.bin = bin;
      this.folder = folder;
    }

    static Cluster start() throws IOException {
      Path bin = Installed.postgres();
      Path folder =
          Files.createTempDirectory(
              "cluster",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      if (System.getProperty("user.name").equals("root")) {
        Installed.run("chown", "postgres", folder.toString());
      }
      Cluster cluster = new Cluster(bin, folder);
      cluster.call("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "-D", "primary");
      cluster.startServer("primary", cluster.primary);
      cluster.call(
          "pg_basebackup",
          "-R",
          "-X",
          "stream",
          "-h",
          "127.0.0.1",
          "-U",
          "postgres",
          "-p",
          String.valueOf(cluster.primary),
          "-D",
          "standby");
      cluster.startServer("standby", cluster.standby);
      return cluster;
    }

    private void startServer(String name, int port) {
      call(
          "pg_ctl",
          "-w",
          "-l",
          folder.resolve(name + ".log").toString(),
          "-o",
          "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=",
          "-D",
          name,
          "start");
    }

    void promoteStandby() {
      call("pg_ctl", "-w", "-D", "standby", "promote");
    }

    /** Waits until the standby has everything of the primary. */
    void awaitReplay() {
      Eventually.until(
          same -> same,
          () ->
              value(primary, "select count(*)::text || max(updated_at) from qr_pin")
                  .equals(value(standby, "select count(*)::text || max(updated_at) from qr_pin")));
    }

    void execute(int port, String sql) {
      try (Connection connection = connect(port);
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private String value(int port, String sql) {
      try (Connection connection = connect(port);
          Statement statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return String.valueOf(row.getString(1));
      } catch (SQLException e) {
        return "not yet on " + port;
      }
    }

    private static Connection connect(int port) throws SQLException {
      return DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
    }

    /** Calls a program; the name of a data folder stands for its path. */
    private void call(String program, String... arguments) {
      String[] line = new String[arguments.length + 1];
      line[0] = bin.resolve(program).toString();
      for (int i = 0; i < arguments.length; i++) {
        boolean isFolder = i > 0 && arguments[i - 1].equals("-D");
        line[i + 1] = isFolder ? folder.resolve(arguments[i]).toString() : arguments[i];
      }
      Installed.runUnprivileged(line);
    }

    @Override
    public void close() {
      call("pg_ctl", "-m", "immediate", "-D", "standby", "stop");
      call("pg_ctl", "-m", "immediate", "-D", "primary", "stop");
    }
  }

  /** Leads each new connection to a port that can be changed. */
  private static final class Proxy implements AutoCloseable {
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;

    Proxy(int target) throws IOException {
      this.target = target;
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      inBackground(this::accept);
    }

    int port() {
      return listening.getLocalPort();
    }

    void leadTo(int port) {
      this.target = port;
    }

    /** Ends all connections. */
    void cut() {
      open.forEach(Proxy::end);
      open.clear();
    }

    private void accept() throws IOException {
      while (!listening.isClosed()) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(server);
        inBackground(() -> copy(client, server));
        inBackground(() -> copy(server, client));
      }
    }

    private static void copy(Socket from, Socket to) throws IOException {
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        in.transferTo(out);
      } finally {
        end(from);
        end(to);
      }
    }

    private static void end(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        // It has ended.
      }
    }

    private interface Work {
      void run() throws IOException;
    }

    private static void inBackground(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (IOException e) {
                  // The connection has ended.
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      listening.close();
      cut();
    }
  }
}
