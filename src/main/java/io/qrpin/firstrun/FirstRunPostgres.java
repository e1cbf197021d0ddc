package io.qrpin.firstrun;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * A real PostgreSQL in a child process. It keeps its data in a folder, listens only on the loopback
 * address, and stops with the server.
 *
 * <p>When the server is killed, its PostgreSQL keeps running. The next server takes the lock on the
 * folder. The lock proves that the old server is gone, so the next server stops the old PostgreSQL
 * before it starts its own.
 */
final class FirstRunPostgres {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A field, because the garbage collector closes an unused channel and so releases its lock. */
  private static FileChannel lock;

  private FirstRunPostgres() {}

  /**
   * Starts PostgreSQL with its data in {@code folder}.
   *
   * @throws IOException when another server uses the folder, or when PostgreSQL does not start
   */
  static DataSource start(Path folder) throws IOException {
    lock(folder.resolve("lock"));
    Path data = folder.resolve("postgresql");
    stopOrphan(data.resolve("postmaster.pid"));
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("log_error_verbosity", "terse")
            .setPGStartupWait(PATIENCE)
            .start();
    return postgres.getPostgresDatabase();
  }

  /** Takes the folder's lock. The operating system releases it when this process ends. */
  private static void lock(Path file) throws IOException {
    lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      lock.close();
      throw new IOException("another server uses " + file.getParent());
    }
  }

  private static void stopOrphan(Path pidFile) throws IOException {
    if (Files.exists(pidFile)) {
      ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
          .filter(process -> process.info().command().orElse("").contains("postgres"))
          .ifPresent(FirstRunPostgres::stop);
    }
  }

  private static void stop(ProcessHandle orphan) {
    orphan.destroy();
    if (!hasEnded(orphan)) {
      orphan.destroyForcibly();
      hasEnded(orphan);
    }
  }

  private static boolean hasEnded(ProcessHandle process) {
    return process.onExit().completeOnTimeout(null, PATIENCE.toSeconds(), TimeUnit.SECONDS).join()
        != null;
  }
}
