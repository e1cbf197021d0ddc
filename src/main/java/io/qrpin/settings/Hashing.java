package io.qrpin.settings;

import io.qrpin.Qrpin;
import io.qrpin.hashing.Admission;
import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.Argon2id;
import io.qrpin.hashing.PinHasher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.logging.Logger;

/**
 * Picks the provider of Argon2id, its cost, and how many hashes run at once, and says all of it at
 * the start.
 */
@ApplicationScoped
class Hashing {

  private static final Logger LOG = Logger.getLogger(Hashing.class.getName());

  private Settings settings;

  protected Hashing() {}

  @Inject
  Hashing(Settings settings) {
    this.settings = settings;
  }

  @Produces
  @Singleton
  Admission admission() {
    int permits =
        settings.number(
            "qrpin.hashing.permits",
            Math.min(Runtime.getRuntime().availableProcessors(), Admission.MAX_PERMITS),
            1,
            Admission.MAX_PERMITS);
    return new Admission(
        permits,
        settings.number(
            "qrpin.hashing.decoy-permits", Math.max(1, permits / 4), 1, Admission.MAX_PERMITS),
        settings.number("qrpin.hashing.waiting", 64, 1, Admission.MAX_WAITING),
        settings.duration(
            "qrpin.hashing.queue",
            Duration.ofSeconds(2),
            Admission.MIN_QUEUE,
            Admission.MAX_QUEUE));
  }

  @Produces
  @Singleton
  Argon2id argon2id(Admission admission) {
    String wanted =
        settings.oneOf(
            "qrpin.argon2.provider",
            Argon2Providers.AUTO,
            Argon2Providers.LIBSODIUM,
            Argon2Providers.BOUNCY_CASTLE);
    int most = admission.maxHashesAtOnce();
    Argon2Providers.Choice choice = Argon2Providers.choose(wanted, most);
    String atOnce = ", at most %d at once in %d MiB".formatted(most, mebibytes(most, cost()));
    choice
        .libsodiumRefusal()
        .ifPresentOrElse(
            why ->
                LOG.warning(
                    () ->
                        "PINs are hashed by Bouncy Castle"
                            + atOnce
                            + ", two to three times slower than by libsodium: "
                            + why),
            () -> LOG.info(() -> "PINs are hashed by " + choice.argon2id().name() + atOnce));
    return choice.argon2id();
  }

  /** When the application stops. */
  void close(@Disposes Argon2id argon2id) {
    argon2id.close();
  }

  /** Rounded up; at most 512 hashes of 256 MiB each, which an int holds. */
  private static int mebibytes(int hashes, Argon2Parameters cost) {
    return (hashes * cost.memoryKib() + 1023) / 1024;
  }

  @Produces
  @Singleton
  PinHasher pinHasher(Argon2id argon2id, WrapKeyStore keys, @Qrpin SecureRandom random) {
    return new PinHasher(argon2id, cost(), keys.read(), random);
  }

  private Argon2Parameters cost() {
    return new Argon2Parameters(
        settings.number("qrpin.argon2.memory-kib", 7168, 7168, 262_144),
        settings.number("qrpin.argon2.passes", 5, 1, 64));
  }
}
