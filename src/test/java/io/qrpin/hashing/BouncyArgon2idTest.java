package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.Block;
import org.junit.jupiter.api.Test;

class BouncyArgon2idTest {

  private static final Argon2Parameters LARGER = new Argon2Parameters(128, 1);

  private static byte[] hash(BouncyArgon2id provider, Argon2Parameters parameters) {
    return provider.tag(PinFixtures.ascii("12345678"), new byte[16], parameters);
  }

  @Test
  void itsMemoryIsKeptForTheNextHash() {
    BouncyArgon2id provider = new BouncyArgon2id(1);
    assertThat(provider.idleKib()).isZero();
    hash(provider, LARGER);
    int kept = provider.idleKib();
    assertThat(kept).isBetween(128, 132);
    hash(provider, LARGER);
    assertThat(provider.idleKib()).isEqualTo(kept);
  }

  @Test
  void whatIsKeptIsAsLargeAsTheLargestHash() {
    BouncyArgon2id provider = new BouncyArgon2id(1);
    hash(provider, LARGER);
    int kept = provider.idleKib();
    hash(provider, PinFixtures.CHEAP);
    assertThat(provider.idleKib()).isEqualTo(kept);
  }

  @Test
  void memoryThatWasUsedBeforeGivesTheSameTag() {
    BouncyArgon2id used = new BouncyArgon2id(1);
    hash(used, LARGER);
    assertThat(hash(used, PinFixtures.CHEAP))
        .isEqualTo(hash(new BouncyArgon2id(1), PinFixtures.CHEAP));
  }

  @Test
  void noMoreArenasAreKeptThanThereArePermits() throws Exception {
    BouncyArgon2id provider = new BouncyArgon2id(2);
    Argon2Parameters slow = new Argon2Parameters(2048, 4);
    byte[] expected = hash(new BouncyArgon2id(1), slow);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      CyclicBarrier start = new CyclicBarrier(6);
      Callable<byte[]> task =
          () -> {
            start.await();
            return hash(provider, slow);
          };
      List<Future<byte[]>> tags = threads.invokeAll(Collections.nCopies(6, task));
      for (Future<byte[]> tag : tags) {
        assertThat(tag.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(provider.idleArenas()).isBetween(1, 2);
  }

  @Test
  void anArenaGivesBackTheBlocksThatItGot() {
    BouncyArgon2id.Arena arena = new BouncyArgon2id.Arena();
    List<Block> given = new ArrayList<>(List.of(arena.allocate(), arena.allocate()));
    assertThat(given).doesNotHaveDuplicates();
    given.forEach(arena::deallocate);
    assertThat(arena.freeBlocks()).isEqualTo(2);
    assertThat(List.of(arena.allocate(), arena.allocate()))
        .containsExactlyInAnyOrderElementsOf(given);
    assertThat(arena.freeBlocks()).isZero();
  }

  @Test
  void fewerThanOnePermitIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BouncyArgon2id(0));
  }
}
