package io.qrpin.hashing;

/**
 * The cost of one Argon2id hash. Version 0x13, one lane, a 16-byte salt and a 32-byte tag are fixed
 * (RFC 9106 §3.1; libsodium has one lane only).
 *
 * <p>The bounds are those of a database row, so that no row can exhaust a machine. They are not
 * advice; the settings have bounds of their own. The most memory is four times the 64 MiB of RFC
 * 9106 §4's second recommended option. The least memory lets a test hash in under a millisecond.
 *
 * <p>Thread safety: immutable.
 *
 * @param memoryKib memory in KiB, 64 to 262,144
 * @param passes number of passes, 1 to 64
 */
public record Argon2Parameters(int memoryKib, int passes) {

  static final int MIN_MEMORY_KIB = 64;

  /** The most memory, in KiB. */
  public static final int MAX_MEMORY_KIB = 262_144;

  /** The fewest passes. */
  public static final int MIN_PASSES = 1;

  /** The most passes. */
  public static final int MAX_PASSES = 64;

  /** Length of every salt in bytes (RFC 9106 §3.1 recommends 16 for password hashing). */
  static final int SALT_BYTES = 16;

  /** Length of every tag in bytes. */
  static final int TAG_BYTES = 32;

  /**
   * OWASP Password Storage Cheat Sheet, Argon2id: m=7168 KiB, t=5, p=1. All sets of that page are
   * equal in strength. This one has the least memory, and costs least on the JVM.
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
    if (passes < MIN_PASSES || passes > MAX_PASSES) {
      throw new IllegalArgumentException(
          "Argon2 passes must be %d to %d".formatted(MIN_PASSES, MAX_PASSES));
    }
  }

  static void requireSalt(byte[] salt) {
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException("the salt must have %d bytes".formatted(SALT_BYTES));
    }
  }
}
