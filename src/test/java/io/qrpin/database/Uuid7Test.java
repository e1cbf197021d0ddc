package io.qrpin.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Uuid7Test {

  private static final Instant NOW = Instant.parse("2025-10-01T12:00:00.123Z");
  private static final SecureRandom ALL_ZEROS = new OneAnswer(false);
  private static final SecureRandom ALL_ONES = new OneAnswer(true);

  @Test
  void theLayoutIsThatOfVersionSevenOfTheStandard() {
    // RFC 9562, appendix A.6: 2022-02-22T19:22:22Z.
    Instant at = Instant.ofEpochMilli(0x017F22E279B0L);
    assertThat(Uuid7.at(at, ALL_ZEROS)).hasToString("017f22e2-79b0-7000-8000-000000000000");
    assertThat(Uuid7.at(at, ALL_ONES)).hasToString("017f22e2-79b0-7fff-bfff-ffffffffffff");
  }

  @Test
  void versionAndVariantAreTheSameWhateverChanceSays() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 1_000; i++) {
      UUID key = Uuid7.at(NOW, random);
      assertThat(key.version()).isEqualTo(7);
      assertThat(key.variant()).isEqualTo(2);
    }
  }

  @Test
  void seventyFourBitsAreRandom() {
    UUID least = Uuid7.at(NOW, ALL_ZEROS);
    UUID most = Uuid7.at(NOW, ALL_ONES);
    long high = least.getMostSignificantBits() ^ most.getMostSignificantBits();
    long low = least.getLeastSignificantBits() ^ most.getLeastSignificantBits();
    assertThat(Long.bitCount(high) + Long.bitCount(low)).isEqualTo(74);
  }

  @Test
  void everyRandomBitIsNowOneAndNowZero() {
    SecureRandom random = new SecureRandom();
    long everOne = 0;
    long everZero = 0;
    long everOneLow = 0;
    long everZeroLow = 0;
    for (int i = 0; i < 1_000; i++) {
      UUID key = Uuid7.at(NOW, random);
      everOne |= key.getMostSignificantBits();
      everZero |= ~key.getMostSignificantBits();
      everOneLow |= key.getLeastSignificantBits();
      everZeroLow |= ~key.getLeastSignificantBits();
    }
    assertThat(Long.bitCount(everOne & everZero) + Long.bitCount(everOneLow & everZeroLow))
        .isEqualTo(74);
  }

  @Test
  void keysOfOneMomentDiffer() {
    SecureRandom random = new SecureRandom();
    Set<UUID> keys = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      keys.add(Uuid7.at(NOW, random));
    }
    assertThat(keys).hasSize(10_000);
  }

  @Test
  void keysSortByTimeAsTextsAndAsNumbers() {
    List<Instant> moments =
        List.of(
            Instant.EPOCH,
            Instant.ofEpochMilli(1),
            Instant.ofEpochMilli(0xffff),
            Instant.ofEpochMilli(0x10000),
            NOW,
            NOW.plusMillis(1),
            NOW.plusSeconds(1),
            Instant.parse("2100-01-01T00:00:00Z"),
            Instant.ofEpochMilli(0x7fff_ffff_ffffL));
    List<UUID> keys = new ArrayList<>();
    for (int i = 0; i < moments.size(); i++) {
      // The earlier one gets the higher random bits.
      keys.add(Uuid7.at(moments.get(i), i % 2 == 0 ? ALL_ONES : ALL_ZEROS));
    }
    List<UUID> shuffled = new ArrayList<>(keys);
    Collections.reverse(shuffled);
    assertThat(shuffled.stream().sorted()).containsExactlyElementsOf(keys);
    assertThat(keys.stream().map(UUID::toString).toList()).isSorted();
  }

  @Test
  void theMomentIsCutToTheMillisecond() {
    assertThat(Uuid7.at(NOW.plusNanos(999_999), ALL_ZEROS)).isEqualTo(Uuid7.at(NOW, ALL_ZEROS));
    assertThat(Uuid7.at(NOW, ALL_ONES).getMostSignificantBits() >>> 16)
        .isEqualTo(NOW.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1969-12-31T23:59:59.999Z", "+10889-08-02T05:31:50.656Z"})
  void aMomentThatDoesNotFitIsRefused(Instant moment) {
    assertThatIllegalArgumentException().isThrownBy(() -> Uuid7.at(moment, ALL_ZEROS));
  }

  /** Chance with one answer: the least, or the most. */
  private static final class OneAnswer extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final boolean most;

    OneAnswer(boolean most) {
      this.most = most;
    }

    @Override
    public int nextInt(int bound) {
      return most ? bound - 1 : 0;
    }

    @Override
    public long nextLong() {
      return most ? -1L : 0L;
    }
  }
}
