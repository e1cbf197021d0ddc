package io.qrpin.hashing;

/**
 * The cost of one Argon2id hash. Fixed beside it: version 0x13, one lane, a 16-byte salt, a 32-byte
 * tag (RFC 9106 §3.1; libsodium allows no other number of lanes).
 *
 * <p>The bounds are those of what may stand in a database row, so that no row can exhaust a
 * machine, and not advice: what a server may be configured with is for its settings to say. Upper
 * memory bound: four times the 64 MiB of RFC 9106 §4's second recommended option, more than five
 * times the largest set of OWASP's Password Storage Cheat Sheet. Lower memory bound: above RFC
 * 9106's 8 KiB a lane and small enough that a test hashes in under a millisecond. Passes: from RFC
 * 9106's minimum to far past every published set.
 *
 * <p>Thread safety: immutable.
 *
 * @param memoryKib memory in KiB, 64 to 262,144
 * @param passes number of passes, 1 to 64
 */
public record Argon2Parameters(int memoryKib, int passes) {

  static final int MIN_MEMORY_KIB = 64;
  static final int MAX_MEMORY_KIB = 262_144;
  static final int MAX_PASSES = 64;

  /** Length of every salt in bytes (RFC 9106 §3.1 recommends 16 for password hashing). */
  static final int SALT_BYTES = 16;

  /** Length of every tag in bytes. */
  static final int TAG_BYTES = 32;

  /**
   * OWASP Password Storage Cheat Sheet, Argon2id, the set with the least memory: m=7168 KiB, t=5,
   * p=1. All its sets are equal in strength; this one costs least on the JVM.
   */
  public static final Argon2Parameters OWASP = new Argon2Parameters(7168, 5);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public Argon2Parameters {
    if (memoryKib < MIN_MEMORY_KIB || memoryKib > MAX_MEMORY_KIB) {
      throw new IllegalArgumentException(
          "Argon2 memory must be %d to %d KiB".formatted(MIN_MEMORY_KIB, MAX_MEMORY_KIB));
    }
    if (passes < 1 || passes > MAX_PASSES) {
      throw new IllegalArgumentException("Argon2 passes must be 1 to %d".formatted(MAX_PASSES));
    }
  }
}
