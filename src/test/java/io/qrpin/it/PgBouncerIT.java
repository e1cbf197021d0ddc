package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** PgBouncer in transaction mode, between qrpin and its database. */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
class PgBouncerIT {

  private static final int SERVER_CONNECTIONS = 3;

  private final Tokens tokens = new Tokens();
  private EmbeddedPostgres postgres;
  private Process pgBouncer;
  private int port;

  @BeforeAll
  void startBoth() throws Exception {
    Path program = Installed.program("pgbouncer", "pgbouncer");
    postgres = Database.startPostgres();
    port = LibertyServer.freePort();
    Path folder =
        Files.createTempDirectory(
            "pgbouncer",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Path users = folder.resolve("users.txt");
    Files.writeString(users, "\"postgres\" \"\"\n");
    Path configuration = folder.resolve("pgbouncer.ini");
    Files.writeString(
        configuration,
        """
        [databases]
        * = host=127.0.0.1 port=%d
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = trust
        auth_file = %s
        pool_mode = transaction
        default_pool_size = %d
        ignore_startup_parameters = extra_float_digits
        user = %s
        """
            .formatted(
                postgres.getPort(),
                port,
                users,
                SERVER_CONNECTIONS,
                System.getProperty("user.name").equals("root") ? "nobody" : ""));
    pgBouncer =
        new ProcessBuilder(program.toString(), configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    Eventually.until(listens -> listens, this::listens);
  }

  @AfterAll
  void stopBoth() throws Exception {
    if (pgBouncer != null) {
      pgBouncer.destroy();
      pgBouncer.waitFor();
      postgres.close();
    }
  }

  @Test
  void withoutPreparedStatementsTheMainJobsAreDone() {
    Database database = Database.createIn(postgres);
    try (LibertyServer server = plan(database).with("qrpin.db.prepare-threshold", "0").start()) {
      for (int i = 0; i < 8; i++) {
        database.update("insert into directory_user values ('w" + i + "', 'w" + i + "@x.example')");
      }
      Api api = new Api(server.root());
      String administrator = tokens.administrator().signed();
      assertThat(
              IntStream.range(0, 160)
                  .parallel()
                  .map(
                      i -> {
                        Api.Call pin = api.to(Api.pinOf("w" + i % 8)).bearing(administrator);
                        return i % 2 == 0 ? pin.get().status() : pin.patch("{}").status();
                      }))
          .doesNotContain(500, 503)
          .contains(201);
      assertThat(
              api.to(Api.methodOf("w0"))
                  .bearing(administrator)
                  .put("{\"standardQRCode\":{}}")
                  .status())
          .isEqualTo(201);
      assertThat(api.to(Api.methodOf("w0")).bearing(administrator).delete().status())
          .isEqualTo(204);
      assertThat(server.everythingLogged()).doesNotContain("prepared statement");
    }
  }

  @Test
  void withPreparedStatementsTheStartFailsAndTheFirstCauseIsLogged() {
    try (LibertyServer server = plan(Database.createIn(postgres)).layOut()) {
      assertThat(server.startAndWait()).contains("CWWKZ0012I");

      assertThat(server.messages())
          .anyMatch(line -> line.matches(".*qrpin does not start: .*prepared statement .*"));
    }
  }

  private LibertyServer.Plan plan(Database database) {
    return LibertyServer.named("pgbouncer")
        .using(database)
        .with("qrpin.db.port", String.valueOf(port))
        .believing(tokens)
        .wrappingWithNewKey();
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
