package io.qrpin.hashing;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Argon2id by libsodium, from the binaries inside lazysodium-java; at run time it picks AVX2 or
 * AVX-512 where there is one.
 *
 * <p>Only the binaries are used, not lazysodium's loader: that one prefers whatever libsodium the
 * system has, logs with SLF4J (which complains on standard error when it finds no provider) and
 * declares {@code size_t} as {@code NativeLong}, which has 4 bytes on 64-bit Windows.
 *
 * <p>The library is unloaded when the last who has loaded it closes it. JNA keeps a thread for as
 * long as a library is loaded, and with the thread the application's class loader: an application
 * that is stopped or replaced would stay in memory. The thread ends half a minute later.
 *
 * <p>Thread safety: safe, the library keeps no state after its start, and is not unloaded while it
 * hashes.
 */
final class SodiumArgon2id implements Argon2id {

  static final String NAME = "libsodium";

  /** {@code crypto_pwhash_ALG_ARGON2ID13}. */
  private static final int ALGORITHM_ARGON2ID13 = 2;

  private static final long BYTES_PER_KIB = 1024;

  /** Who hashes reads; who loads or unloads writes. */
  private static final ReadWriteLock LOADING = new ReentrantReadWriteLock();

  private static NativeLibrary library;
  private static int holders;

  private boolean closed;

  private SodiumArgon2id() {}

  /**
   * Loads the library, once in a class loader.
   *
   * @throws IllegalStateException saying why it does not load here
   */
  static SodiumArgon2id load() {
    LOADING.writeLock().lock();
    try {
      holders++;
      if (library == null) {
        aside(SodiumArgon2id::register);
      }
      return new SodiumArgon2id();
    } catch (CompletionException e) {
      release();
      throw new IllegalStateException("libsodium does not load: " + e.getCause(), e.getCause());
    } finally {
      LOADING.writeLock().unlock();
    }
  }

  /**
   * In a thread that ends with the work. JNA leaves objects behind in the thread that loads a
   * library, and a server's threads would keep the application's class loader with them.
   */
  private static void aside(Runnable work) {
    CompletableFuture.runAsync(work, task -> new Thread(task, "libsodium").start()).join();
  }

  private static void register() {
    File file = extract();
    library = NativeLibrary.getInstance(file.getPath());
    Native.register(SodiumFunctions.class, library);
    // It is loaded. Where a loaded file cannot be deleted, JNA does it when the JVM ends.
    file.delete();
    if (SodiumFunctions.sodium_init() < 0) {
      throw new IllegalStateException("sodium_init failed");
    }
  }

  private static void release() {
    holders--;
    if (holders == 0 && library != null) {
      Native.unregister(SodiumFunctions.class);
      library.close();
      library = null;
    }
  }

  @Override
  public void close() {
    LOADING.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release();
      }
    } finally {
      LOADING.writeLock().unlock();
    }
  }

  private static File extract() {
    String resource =
        resource(Platform.getOSType(), Platform.isIntel(), Platform.isARM(), Native.SIZE_T_SIZE);
    try {
      return Native.extractFromResourcePath(resource, SodiumArgon2id.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    LOADING.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("libsodium is closed");
      }
      return hash(secret, salt, parameters);
    } finally {
      LOADING.readLock().unlock();
    }
  }

  private static byte[] hash(byte[] secret, byte[] salt, Argon2Parameters parameters) {
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
