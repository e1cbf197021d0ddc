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
 * Argon2id by libsodium, with the binaries of lazysodium-java. libsodium uses AVX2 or AVX-512 where
 * the processor has it.
 *
 * <p>lazysodium's own loader is not used: it prefers a libsodium of the system, logs with SLF4J,
 * and declares {@code size_t} as {@code NativeLong}, which has 4 bytes on 64-bit Windows.
 *
 * <p>The library is unloaded when the last provider is closed. JNA keeps a thread while a library
 * is loaded, and the thread keeps the class loader of the application, which would stay in memory
 * after the application was stopped. The thread ends half a minute after the unloading.
 *
 * <p>Thread safety: safe. The library keeps no state after its start, and is not unloaded while it
 * hashes.
 */
final class SodiumArgon2id implements Argon2id {

  static final String NAME = "libsodium";

  /** {@code crypto_pwhash_ALG_ARGON2ID13}. */
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
   * Runs in a thread that ends with the work. JNA leaves objects in the thread that loads a
   * library, and in a thread of the server they would keep the class loader of the application.
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
    String resource =
        resource(Platform.getOSType(), Platform.isIntel(), Platform.isARM(), Native.SIZE_T_SIZE);
    try {
      return Native.extractFromResourcePath(resource, SodiumArgon2id.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The binary in lazysodium-java for a platform; {@code system} is JNA's number. */
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

    /** Returns 0, or 1 when it was called before; below 0 the library must not be used. */
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
