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
 * Argon2id by libsodium, with the binaries of lazysodium-java. lazysodium's own loader is not used:
 * it prefers a libsodium of the system, logs with SLF4J, and declares {@code size_t} as {@code
 * NativeLong}, which has 4 bytes on 64-bit Windows.
 *
 * <p>The library is unloaded when the last provider is closed, and not while it hashes. A loaded
 * library keeps a thread of JNA, which would keep the class loader of a stopped application. Thread
 * safe.
 */
final class SodiumArgon2id implements Argon2id {

  static final String NAME = "libsodium";

  private static final int ALGORITHM_ARGON2ID13 = 2;
  private static final long BYTES_PER_KIB = 1024;

  /** Hashing takes the read lock; loading and unloading take the write lock. */
  private static final ReadWriteLock LOADING = new ReentrantReadWriteLock();

  private static NativeLibrary library;
  private static int holders;

  private boolean closed;

  private SodiumArgon2id() {}

  /**
   * Loads the library, once in a class loader.
   *
   * @throws HashingUnavailable when it does not load here; the message says why
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
      throw new HashingUnavailable("libsodium does not load: " + e.getCause(), e.getCause());
    } finally {
      LOADING.writeLock().unlock();
    }
  }

  /**
   * Runs in a thread of its own. JNA leaves objects in the thread that loads a library, and in a
   * thread of the server they would keep the class loader of the application.
   */
  private static void aside(Runnable work) {
    CompletableFuture.runAsync(work, task -> new Thread(task, "libsodium").start()).join();
  }

  private static void register() {
    File file = extract();
    library = NativeLibrary.getInstance(file.getPath());
    Native.register(Functions.class, library);
    // Where a loaded file cannot be deleted, JNA deletes it when the JVM ends.
    file.delete();
    if (Functions.sodium_init() < 0) {
      throw new IllegalStateException("sodium_init failed");
    }
  }

  private static void release() {
    holders--;
    if (holders == 0 && library != null) {
      Native.unregister(Functions.class);
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
    try {
      return Native.extractFromResourcePath(
          resource(Platform.RESOURCE_PREFIX), SodiumArgon2id.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The binary in lazysodium-java, by JNA's name of the platform. */
  static String resource(String platform) {
    return switch (platform) {
      case "linux-x86-64" -> "/linux64/libsodium.so";
      case "linux-aarch64" -> "/arm64/libsodium.so";
      case "darwin-x86-64" -> "/mac/intel/libsodium.dylib";
      case "darwin-aarch64" -> "/mac/aarch64/libsodium.dylib";
      case "win32-x86-64" -> "/windows64/libsodium.dll";
      default -> throw new UnsupportedOperationException("no libsodium for " + platform);
    };
  }

  @Override
  public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
    Argon2Parameters.requireSalt(salt);
    LOADING.readLock().lock();
    try {
      if (closed) {
        throw new HashingUnavailable("libsodium is closed");
      }
      return hash(secret, salt, parameters);
    } finally {
      LOADING.readLock().unlock();
    }
  }

  private static byte[] hash(byte[] secret, byte[] salt, Argon2Parameters parameters) {
    byte[] tag = new byte[Argon2Parameters.TAG_BYTES];
    int result =
        Functions.crypto_pwhash(
            tag,
            tag.length,
            secret,
            secret.length,
            salt,
            parameters.passes(),
            parameters.memoryKib() * BYTES_PER_KIB,
            ALGORITHM_ARGON2ID13);
    if (result != 0) {
      throw new HashingUnavailable("libsodium could not hash; is memory short?");
    }
    return tag;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * The C functions, mapped directly by JNA. {@code size_t} is a {@code long} here, so they may
   * only be registered where it has 8 bytes.
   */
  static final class Functions {

    private Functions() {}

    /** Returns less than 0 when the library must not be used. */
    static native int sodium_init();

    /** Returns 0; or -1 for want of memory or for a parameter out of range. */
    static native int crypto_pwhash(
        byte[] out,
        long outBytes,
        byte[] password,
        long passwordBytes,
        byte[] salt,
        long operations,
        long memoryBytes,
        int algorithm);
  }
}
