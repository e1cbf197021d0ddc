package io.qrpin.settings;

import io.qrpin.Qrpin;
import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.Argon2id;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.WrapKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.logging.Logger;

/**
 * Makes what hashes PINs: the permits, the provider of Argon2id and its cost, and the keys. Logs at
 * the start how many PINs are hashed at once, by which provider, in how much memory.
 */
@ApplicationScoped
class Hashing {

  private static final Logger LOG = Logger.getLogger(Hashing.class.getName());

  private static final String KEY_STORE_FILE = "qrpin.wrap-keys.file";
  private static final String ACTIVE_KEY = "qrpin.wrap-keys.active";

  private Settings settings;

  protected Hashing() {}

  @Inject
  Hashing(Settings settings) {
    this.settings = settings;
  }

  @Produces
  @Singleton
  HashingPermits hashingPermits() {
    int permits =
        settings.number(
            "qrpin.hashing.permits",
            Math.min(Runtime.getRuntime().availableProcessors(), HashingPermits.MAX_PERMITS),
            1,
            HashingPermits.MAX_PERMITS);
    return new HashingPermits(
        permits,
        settings.number(
            "qrpin.hashing.decoy-permits", Math.max(1, permits / 4), 1, HashingPermits.MAX_PERMITS),
        settings.number("qrpin.hashing.waiting", 64, 1, HashingPermits.MAX_WAITING),
        settings.duration(
            "qrpin.hashing.queue",
            Duration.ofSeconds(2),
            HashingPermits.MIN_QUEUE,
            HashingPermits.MAX_QUEUE));
  }

  @Produces
  @Singleton
  Argon2id argon2id(HashingPermits permits) {
    String wanted =
        settings.oneOf(
            "qrpin.argon2.provider",
            Argon2Providers.AUTO,
            Argon2Providers.LIBSODIUM,
            Argon2Providers.BOUNCY_CASTLE);
    int atOnce = permits.maxHashesAtOnce();
    Argon2Providers.Choice choice = Argon2Providers.choose(wanted, atOnce);
    String load = ", at most %d at once in %d MiB".formatted(atOnce, mebibytes(atOnce, cost()));
    choice
        .libsodiumRefusal()
        .ifPresentOrElse(
            why ->
                LOG.warning(
                    () ->
                        "PINs are hashed by Bouncy Castle"
                            + load
                            + ", two to three times slower than by libsodium: "
                            + why),
            () -> LOG.info(() -> "PINs are hashed by " + choice.argon2id().name() + load));
    return choice.argon2id();
  }

  /** Releases the provider when the application stops. */
  void close(@Disposes Argon2id argon2id) {
    argon2id.close();
  }

  /** Rounded up; at most 512 hashes of 256 MiB each, which fits into an int. */
  private static int mebibytes(int hashes, Argon2Parameters cost) {
    return (hashes * cost.memoryKib() + 1023) / 1024;
  }

  @Produces
  @Singleton
  PinHasher pinHasher(Argon2id argon2id, @Qrpin SecureRandom random) {
    return new PinHasher(argon2id, cost(), wrapKeys(), random);
  }

  private Argon2Parameters cost() {
    Argon2Parameters standard = Argon2Parameters.OWASP;
    return new Argon2Parameters(
        settings.number(
            "qrpin.argon2.memory-kib",
            standard.memoryKib(),
            standard.memoryKib(),
            Argon2Parameters.MAX_MEMORY_KIB),
        settings.number(
            "qrpin.argon2.passes",
            standard.passes(),
            Argon2Parameters.MIN_PASSES,
            Argon2Parameters.MAX_PASSES));
  }

  private WrapKeys wrapKeys() {
    String type = settings.text("qrpin.wrap-keys.type", "PKCS12");
    char[] password = settings.required("qrpin.wrap-keys.password").toCharArray();
    try {
      KeyStore store = KeyStore.getInstance(type);
      if (type.equals("PKCS11")) {
        store.load(null, password);
      } else {
        try (InputStream content =
            Files.newInputStream(Path.of(settings.required(KEY_STORE_FILE)))) {
          store.load(content, password);
        }
      }
      return WrapKeys.from(store, password, settings.required(ACTIVE_KEY));
    } catch (IOException | GeneralSecurityException e) {
      throw new InvalidSetting(
          KEY_STORE_FILE, "does not name a key store that opens: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting(ACTIVE_KEY, "does not name a usable key: " + e.getMessage(), e);
    }
  }
}
