package io.qrpin.hashing;

/**
 * The two C functions that we call, mapped directly by JNA. {@code size_t} is a {@code long} here,
 * so they may only be registered where it has 8 bytes.
 */
final class SodiumFunctions {

  private SodiumFunctions() {}

  /** 0 or 1 (it was done before); below 0 the library must not be used. */
  static native int sodium_init();

  /** 0 or, for want of memory or a parameter out of range, -1. */
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
