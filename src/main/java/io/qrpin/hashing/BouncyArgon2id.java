package io.qrpin.hashing;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;

/**
 * Argon2id by Bouncy Castle, for where libsodium does not load.
 *
 * <p>Memory is pooled: a hash borrows an arena and gives it back, so that it leaves some 40 KB of
 * garbage and not 7.5 MB. At most {@code permits} arenas are kept, each as large as the largest
 * hash that it served; a hash beyond them gets one of its own, which is dropped afterwards, so that
 * nobody ever waits here.
 *
 * <p>Thread safety: safe.
 */
final class BouncyArgon2id implements Argon2id {

  static final String NAME = "bouncycastle";

  private final BlockingQueue<BlockArena> arenas;

  /**
   * @param permits how many hashes run at once at most, 1 or more
   * @throws IllegalArgumentException when there are fewer
   */
  BouncyArgon2id(int permits) {
    this.arenas = new ArrayBlockingQueue<>(permits);
  }

  @Override
  public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
    if (salt.length != Argon2Parameters.SALT_BYTES) {
      throw new IllegalArgumentException("the salt must have 16 bytes");
    }
    BlockArena idle = arenas.poll();
    BlockArena arena = idle == null ? new BlockArena() : idle;
    try {
      return tag(secret, salt, parameters, arena);
    } finally {
      arenas.offer(arena);
    }
  }

  private static byte[] tag(
      byte[] secret, byte[] salt, Argon2Parameters parameters, BlockArena arena) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new org.bouncycastle.crypto.params.Argon2Parameters.Builder(
                org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
            .withVersion(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13)
            .withParallelism(1)
            .withMemoryAsKB(parameters.memoryKib())
            .withIterations(parameters.passes())
            .withSalt(salt)
            .withBlockPool(arena)
            .build());
    byte[] tag = new byte[Argon2Parameters.TAG_BYTES];
    generator.generateBytes(secret, tag);
    return tag;
  }

  /** How much memory waits for the next hashes, in KiB. */
  int idleKib() {
    return Arrays.stream(arenas.toArray(BlockArena[]::new)).mapToInt(BlockArena::freeBlocks).sum();
  }

  /** How many arenas wait for the next hashes, at most the number of permits. */
  int idleArenas() {
    return arenas.size();
  }

  @Override
  public String name() {
    return NAME;
  }
}
