package io.qrpin.hashing;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Picks the provider of Argon2id. None is handed out that has not computed a reference vector
 * first: a native library that loads and miscomputes would lock every worker out.
 *
 * <p>Thread safety: stateless.
 */
public final class Argon2Providers {

  /** libsodium where it loads, else Bouncy Castle. */
  public static final String AUTO = "auto";

  /** libsodium or nothing. */
  public static final String LIBSODIUM = SodiumArgon2id.NAME;

  /** Bouncy Castle, libsodium is not tried. */
  public static final String BOUNCY_CASTLE = BouncyArgon2id.NAME;

  // From the reference implementation's command line: argon2 -id -k 64 -t 1 -p 1 -l 32 -v 13
  private static final String VECTOR_SECRET = "12345678";
  private static final String VECTOR_SALT = "somesaltsomesalt";
  private static final Argon2Parameters VECTOR_PARAMETERS = new Argon2Parameters(64, 1);
  private static final String VECTOR_TAG =
      "8647b26668505cec816b93e7ca4fa79109a5fd4709f43f11f52543f9f3f5d81f";

  private Argon2Providers() {}

  /**
   * What was picked. Who is done with it closes the provider.
   *
   * @param argon2id the provider; {@link Argon2id#name()} says which
   * @param libsodiumRefusal why libsodium, though wanted, is not in use: one line, nothing secret
   *     in it
   */
  public record Choice(Argon2id argon2id, Optional<String> libsodiumRefusal) {}

  /**
   * libsodium where it loads, else Bouncy Castle.
   *
   * @param permits how many hashes run at once at most, 1 or more; bounds the memory that Bouncy
   *     Castle keeps
   */
  public static Choice fastest(int permits) {
    return choose(AUTO, permits);
  }

  /**
   * The provider of a name.
   *
   * @param provider {@link #AUTO}, {@link #LIBSODIUM} or {@link #BOUNCY_CASTLE}
   * @param permits how many hashes run at once at most, 1 or more; bounds the memory that Bouncy
   *     Castle keeps
   * @throws IllegalArgumentException when there is no such name, or {@code permits} is below 1
   * @throws IllegalStateException when libsodium is demanded and does not load, or the provider
   *     miscomputes
   */
  public static Choice choose(String provider, int permits) {
    return choose(provider, SodiumArgon2id::load, () -> new BouncyArgon2id(permits));
  }

  static Choice choose(
      String provider, Supplier<Argon2id> libsodium, Supplier<Argon2id> bouncyCastle) {
    return switch (provider) {
      case AUTO -> libsodiumElse(libsodium, bouncyCastle);
      case SodiumArgon2id.NAME -> new Choice(checked(libsodium.get()), Optional.empty());
      case BouncyArgon2id.NAME -> new Choice(checked(bouncyCastle.get()), Optional.empty());
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
    } catch (IllegalStateException | LinkageError e) {
      return new Choice(checked(bouncyCastle.get()), Optional.of(oneLine(e)));
    }
  }

  /** The dynamic linker's messages have several lines. */
  private static String oneLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().map(String::strip).collect(joining(" "));
  }

  private static Argon2id checked(Argon2id provider) {
    if (!computesTheVector(provider)) {
      provider.close();
      throw new IllegalStateException(provider.name() + " miscomputes Argon2id");
    }
    return provider;
  }

  private static boolean computesTheVector(Argon2id provider) {
    byte[] tag =
        provider.tag(
            VECTOR_SECRET.getBytes(StandardCharsets.US_ASCII),
            VECTOR_SALT.getBytes(StandardCharsets.US_ASCII),
            VECTOR_PARAMETERS);
    return MessageDigest.isEqual(tag, HexFormat.of().parseHex(VECTOR_TAG));
  }
}
