package io.qrpin.benchmark;

import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.Argon2id;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hashes on all processors and does nothing else, with the Argon2id provider that the server picks
 * and at its default cost.
 */
final class RawHashes implements AutoCloseable {

  private static final int SALT_BYTES = 16;
  private static final byte[] SECRET = "00000000".getBytes(StandardCharsets.US_ASCII);

  private final int processors = Runtime.getRuntime().availableProcessors();
  private final Argon2id argon2id =
      Argon2Providers.choose(Argon2Providers.AUTO, processors).argon2id();

  String provider() {
    return argon2id.name();
  }

  /**
   * @return hashes a second
   */
  double aSecond(Duration duration) {
    return aSecond(duration, processors);
  }

  /**
   * @param atOnce threads that hash, 1 to the number of processors
   * @return hashes a second
   */
  double aSecond(Duration duration, int atOnce) {
    AtomicLong made = new AtomicLong();
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      Thread thread = new Thread(() -> hashUntil(end, made));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return made.get() * 1e9 / (System.nanoTime() - start);
  }

  private void hashUntil(long end, AtomicLong made) {
    byte[] salt = new byte[SALT_BYTES];
    while (System.nanoTime() < end) {
      argon2id.tag(SECRET, salt, Argon2Parameters.OWASP);
      made.incrementAndGet();
    }
  }

  @Override
  public void close() {
    argon2id.close();
  }
}
