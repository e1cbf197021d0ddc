package io.qrpin.it.inside;

import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.Argon2id;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Replaces the hasher in a test's WAR. It adds a byte to a file before each hash, so that the count
 * survives when the server is killed. While a second file exists, named like the first with {@code
 * .closed} after it, no hash ends.
 */
@ApplicationScoped
@Alternative
@Priority(1)
public class CountingHashing {

  private static final long POLL_NANOS = 5_000_000;

  @Produces
  @Singleton
  public Argon2id counting() {
    Argon2id real = Argon2Providers.choose(Argon2Providers.AUTO, 8).argon2id();
    Path count = Path.of(ConfigProvider.getConfig().getValue("test.hash.count", String.class));
    Path gate = Path.of(count + ".closed");
    return new Argon2id() {
      @Override
      public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
        try {
          Files.write(count, new byte[1], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        while (Files.exists(gate)) {
          LockSupport.parkNanos(POLL_NANOS);
        }
        return real.tag(secret, salt, parameters);
      }

      @Override
      public String name() {
        return real.name();
      }
    };
  }
}
