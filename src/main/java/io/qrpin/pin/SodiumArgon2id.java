package io.qrpin.pin;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;

/**
 * Argon2id by libsodium, from the binaries inside lazysodium-java; at run time it picks AVX2 or
 * AVX-512 where there is one.
 *
 * <p>Only the binaries are used, not lazysodium's loader: that one prefers whatever libsodium the
 * system has, logs with SLF4J (which complains on standard error when it finds no provider) and
 * declares {@code size_t} as {@code NativeLong}, which has 4 bytes on 64-bit Windows.
 *
 * <p>Thread safety: safe, the library keeps no state after its start.
 */
final class SodiumArgon2id implements Argon2id {

  static final String NAME = "libsodium";

  /** {@code crypto_pwhash_ALG_ARGON2ID13}. */
  private static final int ALGORITHM_ARGON2ID13 = 2;

  private static final long BYTES_PER_KIB = 1024;

  private SodiumArgon2id() {}

  /**
   * Loads the library, once in a class loader.
   *
   * @throws IllegalStateException saying why it does not load here
   */
  static synchronized SodiumArgon2id load() {
    try {
      if (!Native.registered(SodiumFunctions.class)) {
        Native.register(SodiumFunctions.class, NativeLibrary.getInstance(extract().getPath()));
      }
      if (SodiumFunctions.sodium_init() < 0) {
        throw new IllegalStateException("sodium_init failed");
      }
      return new SodiumArgon2id();
    } catch (Throwable e) {
      // Not only LinkageError: JNA throws a plain Error when its own native part is of another
      // version.
      throw new IllegalStateException("libsodium does not load: " + e, e);
    }
  }

  private static File extract() throws IOException {
    String resource =
        resource(Platform.getOSType(), Platform.isIntel(), Platform.isARM(), Native.SIZE_T_SIZE);
    return Native.extractFromResourcePath(resource, SodiumArgon2id.class.getClassLoader());
  }

  /**
   * Where lazysodium-java keeps the binary for a platform; JNA's number for the operating system.
   */
  static String resource(int system, boolean intel, boolean arm, int sizeTBytes) {
    if (sizeTBytes == Long.BYTES) {
      if (system == Platform.LINUX && intel) {
        return "/linux64/libsodium.so";
      }
      if (system == Platform.LINUX && arm) {
        return "/arm64/libsodium.so";
      }
      if (system == Platform.MAC && intel) {
        return "/mac/intel/libsodium.dylib";
      }
      if (system == Platform.MAC && arm) {
        return "/mac/aarch64/libsodium.dylib";
      }
      if (system == Platform.WINDOWS && intel) {
        return "/windows64/libsodium.dll";
      }
    }
    throw new UnsupportedOperationException("no libsodium for this system and processor");
  }

  @Override
  public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
    if (salt.length != Argon2Parameters.SALT_BYTES) {
      throw new IllegalArgumentException("the salt must have 16 bytes");
    }
    byte[] tag = new byte[Argon2Parameters.TAG_BYTES];
    int result =
        SodiumFunctions.crypto_pwhash(
            tag,
            tag.length,
            secret,
            secret.length,
            salt,
            parameters.passes(),
            parameters.memoryKib() * BYTES_PER_KIB,
            ALGORITHM_ARGON2ID13);
    if (result != 0) {
      throw new IllegalStateException("libsodium could not hash; is memory short?");
    }
    return tag;
  }

  @Override
  public String name() {
    return NAME;
  }
}
