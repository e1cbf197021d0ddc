package io.qrpin.firstrun;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * A real PostgreSQL in a child process, with its data in a folder that outlives it. It listens on
 * the loopback address only and stops with the server.
 *
 * <p>When the server was killed its PostgreSQL lives on. Whoever holds the folder's lock knows that
 * such a one is an orphan, and stops it before starting his own.
 */
final class FirstRunPostgres {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Kept, because a channel that nobody keeps is closed one day, and its lock is gone. */
  private static FileChannel lock;

  private FirstRunPostgres() {}

  /**
   * @throws IOException when another server uses the folder, or PostgreSQL does not start
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

  /** Held until this process ends, however it ends. */
  private static void lock(Path file) throws IOException {
    lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      lock.close();
      throw new IOException("another server uses " + file.getParent());
    }
  }

  private static void stopOrphan(Path pidFile) throws IOException {
    Optional<ProcessHandle> orphan =
        Files.exists(pidFile)
            ? ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
                .filter(FirstRunPostgres::isPostgres)
            : Optional.empty();
    if (orphan.isPresent()) {
      orphan.get().destroy();
      if (!ended(orphan.get())) {
        orphan.get().destroyForcibly();
        ended(orphan.get());
      }
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(it -> it.contains("postgres")).isPresent();
  }

  private static boolean ended(ProcessHandle process) throws IOException {
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
