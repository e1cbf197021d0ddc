package io.qrpin.hashing;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.Block;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;

/**
 * The memory of one Argon2 computation, kept for the next: as many 1 KiB blocks as the largest hash
 * so far took. Bouncy Castle clears a block before it gives it back.
 *
 * <p>Thread safety: none, one hash at a time has it. (Bouncy Castle's own {@code FixedBlockPool}
 * may be shared but takes a lock for every block, twice 7168 times a hash.)
 */
final class BlockArena implements BlockPool {

  private final Deque<Block> free = new ArrayDeque<>();

  @Override
  public Block allocate() {
    Block block = free.pollLast();
    return block == null ? new Block() : block;
  }

  @Override
  public void deallocate(Block block) {
    free.addLast(block);
  }

  /** How many blocks wait here, of 1 KiB each. */
  int freeBlocks() {
    return free.size();
  }
}
