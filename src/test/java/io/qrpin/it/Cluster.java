package io.qrpin.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Two servers of Debian's PostgreSQL on this machine: a primary, and a standby that follows it. */
final class Cluster implements AutoCloseable {

  private final Path bin;
  private final Path folder;
  final int primary = LibertyServer.freePort();
  final int standby = LibertyServer.freePort();

  private Cluster(Path bin, Path folder) {
    this.bin = bin;
    this.folder = folder;
  }

  static Cluster start() {
    Path bin = Installed.postgres();
    Cluster cluster = new Cluster(bin, newFolder());
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

  private static Path newFolder() {
    try {
      Path folder =
          Files.createTempDirectory(
              "cluster",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      if (System.getProperty("user.name").equals("root")) {
        Installed.run("chown", "postgres", folder.toString());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** From now on the primary answers a commit when the standby has written it to its disk too. */
  void commitOnBoth() {
    set("synchronous_standby_names", "*");
    Database.maintenanceOf(this)
        .await("select coalesce(bool_and(sync_state = 'sync'), false) from pg_stat_replication");
  }

  /** Whether the primary refuses to write, as some providers do when a disk is nearly full. */
  void letPrimaryOnlyRead(boolean only) {
    set("default_transaction_read_only", String.valueOf(only));
  }

  private void set(String parameter, String value) {
    Database maintenance = Database.maintenanceOf(this);
    maintenance.execute("set default_transaction_read_only = off");
    maintenance.execute("alter system set " + parameter + " = '" + value + "'");
    maintenance.value("select pg_reload_conf()");
  }

  /** Ends the primary as a power failure does. */
  void losePrimary() {
    call("pg_ctl", "-m", "immediate", "-D", "primary", "stop");
  }

  void restartPrimary() {
    call("pg_ctl", "-w", "-m", "fast", "-D", "primary", "restart");
  }

  /** The standby becomes the primary, and waits for no other server. */
  void promoteStandby() {
    call("pg_ctl", "-w", "-D", "standby", "promote");
  }

  /** Both servers as the setting {@code qrpin.db.host} names them; the last one has no port. */
  String hosts() {
    return "127.0.0.1:" + primary + ",127.0.0.1";
  }

  /** Calls a program; the name of a data folder stands for its path. */
  private void call(String program, String... arguments) {
    List<String> line = new ArrayList<>(List.of(bin.resolve(program).toString()));
    IntStream.range(0, arguments.length)
        .mapToObj(
            i ->
                i > 0 && arguments[i - 1].equals("-D")
                    ? folder.resolve(arguments[i]).toString()
                    : arguments[i])
        .forEach(line::add);
    Installed.runUnprivileged(line.toArray(String[]::new));
  }

  @Override
  public void close() {
    for (String name : Arrays.asList("standby", "primary")) {
      if (Files.exists(folder.resolve(name).resolve("postmaster.pid"))) {
        call("pg_ctl", "-m", "immediate", "-D", name, "stop");
      }
    }
  }
}
