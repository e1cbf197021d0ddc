package io.qrpin.settings;

import io.qrpin.Qrpin;
import io.qrpin.pin.Argon2Parameters;
import io.qrpin.pin.Argon2Providers;
import io.qrpin.pin.Argon2id;
import io.qrpin.pin.PinHasher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.logging.Logger;

/** Picks the provider of Argon2id and its cost, and says at the start which one it is. */
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
  Argon2id argon2id() {
    String wanted =
        settings.oneOf(
            "qrpin.argon2.provider",
            Argon2Providers.AUTO,
            Argon2Providers.LIBSODIUM,
            Argon2Providers.BOUNCY_CASTLE);
    int permits = Runtime.getRuntime().availableProcessors();
    Argon2Providers.Choice choice = Argon2Providers.choose(wanted, permits);
    choice
        .libsodiumRefusal()
        .ifPresentOrElse(
            why ->
                LOG.warning(
                    () ->
                        "PINs are hashed by Bouncy Castle, two to three times slower than by libsodium: "
                            + why),
            () -> LOG.info(() -> "PINs are hashed by " + choice.argon2id().name()));
    return choice.argon2id();
  }

  @Produces
  @Singleton
  PinHasher pinHasher(Argon2id argon2id, WrapKeyStore keys, @Qrpin SecureRandom random) {
    Argon2Parameters cost =
        new Argon2Parameters(
            settings.number("qrpin.argon2.memory-kib", 7168, 7168, 262_144),
            settings.number("qrpin.argon2.passes", 5, 1, 64));
    return new PinHasher(argon2id, cost, keys.read(), random);
  }
}
