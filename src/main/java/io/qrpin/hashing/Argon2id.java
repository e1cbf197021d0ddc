package io.qrpin.hashing;

/**
 * Argon2id, version 0x13, one lane (RFC 9106). All providers give the same tag for the same input.
 *
 * <p>Implementations are thread safe.
 */
public interface Argon2id extends AutoCloseable {

  /**
   * Computes a tag. Blocks for tens of milliseconds and uses {@code parameters.memoryKib()} of
   * memory meanwhile.
   *
   * @param secret what to hash, 1 byte or more; neither changed nor kept
   * @param salt 16 bytes; neither changed nor kept
   * @param parameters the cost
   * @return 32 bytes; the caller's to zero
   * @throws IllegalStateException when the provider fails, as for want of memory, or is closed
   */
  byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters);

  /** The provider's name, for a log line at start. */
  String name();

  /**
   * Gives back what the provider holds, once the hashes that are being computed are done. Whoever
   * asks for a tag afterwards is refused. Closing twice is fine.
   */
  @Override
  default void close() {}
}
