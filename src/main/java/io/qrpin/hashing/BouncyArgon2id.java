package io.qrpin.hashing;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;

/**
 * Argon2id by Bouncy Castle, for machines on which libsodium does not load.
 *
 * <p>Memory is pooled. A hash borrows an arena and returns it, so that it leaves 40 KB of garbage
 * and not 7.5 MB. At most {@code permits} arenas are kept, each as large as the largest hash that
 * it served. Further hashes get an arena that is dropped afterwards, so no hash waits here.
 */
final class BouncyArgon2id implements Argon2id {

  static final String NAME = "bouncycastle";

  private final BlockingQueue<Arena> arenas;

  /** Throws an {@link IllegalArgumentException} when there is not at least one permit. */
  BouncyArgon2id(int permits) {
    this.arenas = new ArrayBlockingQueue<>(permits);
  }

  @Override
  public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
    Argon2Parameters.requireSalt(salt);
    Arena idle = arenas.poll();
    Arena arena = idle == null ? new Arena() : idle;
    try {
      return tag(secret, salt, parameters, arena);
    } finally {
      arenas.offer(arena);
    }
  }

  private static byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters, Arena arena) {
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

  /** The memory of the idle arenas, in KiB. */
  int idleKib() {
    return Arrays.stream(arenas.toArray(Arena[]::new)).mapToInt(Arena::freeBlocks).sum();
  }

  int idleArenas() {
    return arenas.size();
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * The memory of one computation, in blocks of 1 KiB. Bouncy Castle clears a block before it
   * returns it. Not thread safe. Bouncy Castle's own {@code FixedBlockPool} locks for every block.
   */
  static final class Arena implements Argon2BytesGenerator.BlockPool {

    private final Deque<Argon2BytesGenerator.Block> free = new ArrayDeque<>();

    @Override
    public Argon2BytesGenerator.Block allocate() {
      Argon2BytesGenerator.Block block = free.pollLast();
      return block == null ? new Argon2BytesGenerator.Block() : block;
    }

    @Override
    public void deallocate(Argon2BytesGenerator.Block block) {
      free.addLast(block);
    }

    int freeBlocks() {
      return free.size();
    }
  }
}
