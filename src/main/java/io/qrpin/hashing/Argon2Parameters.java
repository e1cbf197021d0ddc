package io.qrpin.hashing;

/**
 * The cost of one Argon2id hash. Version 0x13, one lane, a 16-byte salt and a 32-byte tag are fixed
 * (RFC 9106 §3.1; libsodium has one lane only).
 *
 * <p>The bounds are those of a database row, so that no row can exhaust a machine. The settings
 * have bounds of their own. The most memory is four times that of RFC 9106 §4's second recommended
 * option. Immutable.
 *
 * @param memoryKib memory in KiB, 64 to 262,144
 * @param passes number of passes, 1 to 64
 */
public record Argon2Parameters(int memoryKib, int passes) {

  static final int MIN_MEMORY_KIB = 64;
  public static final int MAX_MEMORY_KIB = 262_144;
  public static final int MIN_PASSES = 1;
  public static final int MAX_PASSES = 64;

  /** RFC 9106 §3.1 recommends 16 for password hashing. */
  static final int SALT_BYTES = 16;

  static final int TAG_BYTES = 32;

  /**
   * OWASP Password Storage Cheat Sheet, Argon2id: m=7168 KiB, t=5, p=1. The sets of that page are
   * equal in strength. This one needs the least memory.
   */
  public static final Argon2Parameters OWASP = new Argon2Parameters(7168, 5);

  /** Throws an {@link IllegalArgumentException} when a value is out of its range. */
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
