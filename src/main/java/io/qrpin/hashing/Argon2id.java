package io.qrpin.hashing;

/** Argon2id, version 0x13, one lane (RFC 9106). Implementations are thread safe. */
public interface Argon2id extends AutoCloseable {

  /**
   * Computes a tag. It takes tens of milliseconds and {@code parameters.memoryKib()} of memory.
   *
   * @param secret 1 byte or more; neither changed nor kept
   * @param salt 16 bytes; neither changed nor kept
   * @return 32 bytes; the caller zeroes them
   * @throws IllegalArgumentException when the salt does not have 16 bytes
   * @throws HashingUnavailable when the provider fails, for example for want of memory, or is
   *     closed
   */
  byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters);

  /** The name of the provider, for the log. */
  String name();

  /** Waits for the running hashes and releases all resources. Closing twice is allowed. */
  @Override
  default void close() {}
}
