package io.qrpin.hashing;

import static java.util.stream.Collectors.joining;

import io.qrpin.SecretBytes;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Chooses the provider of Argon2id. A provider must first compute a reference vector: a native
 * library that loads and miscomputes would lock out every worker. Stateless.
 */
public final class Argon2Providers {

  /** libsodium where it loads, otherwise Bouncy Castle. */
  public static final String AUTO = "auto";

  public static final String LIBSODIUM = SodiumArgon2id.NAME;
  public static final String BOUNCY_CASTLE = BouncyArgon2id.NAME;

  // By the command line of the reference implementation: argon2 -id -k 64 -t 1 -p 1 -l 32 -v 13
  private static final String VECTOR_SECRET = "12345678";
  private static final String VECTOR_SALT = "somesaltsomesalt";
  private static final Argon2Parameters VECTOR_PARAMETERS = new Argon2Parameters(64, 1);
  private static final String VECTOR_TAG =
      "8647b26668505cec816b93e7ca4fa79109a5fd4709f43f11f52543f9f3f5d81f";

  private Argon2Providers() {}

  /**
   * The chosen provider.
   *
   * @param argon2id the caller closes it
   * @param libsodiumRefusal why libsodium was wanted and is not in use: one line without secrets
   */
  public record Choice(Argon2id argon2id, Optional<String> libsodiumRefusal) {}

  /**
   * Chooses by name.
   *
   * @param provider {@link #AUTO}, {@link #LIBSODIUM} or {@link #BOUNCY_CASTLE}
   * @param permits the most hashes at once, 1 or more; bounds the memory that Bouncy Castle keeps
   * @throws IllegalArgumentException when there is no such name, or {@code permits} is below 1
   * @throws HashingUnavailable when only libsodium is wanted and it does not load, or the provider
   *     miscomputes
   */
  public static Choice choose(String provider, int permits) {
    return choose(provider, SodiumArgon2id::load, () -> new BouncyArgon2id(permits));
  }

  static Choice choose(
      String provider, Supplier<Argon2id> libsodium, Supplier<Argon2id> bouncyCastle) {
    return switch (provider) {
      case AUTO -> libsodiumElse(libsodium, bouncyCastle);
      case LIBSODIUM -> new Choice(checked(libsodium.get()), Optional.empty());
      case BOUNCY_CASTLE -> new Choice(checked(bouncyCastle.get()), Optional.empty());
      default ->
          throw new IllegalArgumentException(
              "the Argon2 provider must be one of: %s, %s, %s"
                  .formatted(AUTO, LIBSODIUM, BOUNCY_CASTLE));
    };
  }

  private static Choice libsodiumElse(
      Supplier<Argon2id> libsodium, Supplier<Argon2id> bouncyCastle) {
    try {
      return new Choice(checked(libsodium.get()), Optional.empty());
    } catch (HashingUnavailable | LinkageError e) {
      return new Choice(checked(bouncyCastle.get()), Optional.of(oneLine(e)));
    }
  }

  /** Messages of the dynamic linker have several lines. */
  private static String oneLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().map(String::strip).collect(joining(" "));
  }

  private static Argon2id checked(Argon2id provider) {
    byte[] tag =
        provider.tag(
            SecretBytes.ascii(VECTOR_SECRET), SecretBytes.ascii(VECTOR_SALT), VECTOR_PARAMETERS);
    if (!HexFormat.of().formatHex(tag).equals(VECTOR_TAG)) {
      provider.close();
      throw new HashingUnavailable(provider.name() + " miscomputes Argon2id");
    }
    return provider;
  }
}
