package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.PermitWatch;
import io.qrpin.settings.Settings.InvalidSetting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashingTest {

  private static Beans hashing(Map<String, String> settings) {
    return new Beans(Given.settings(settings));
  }

  @Test
  void whereNothingIsSetAWorkersPoolIsTheProcessorsAndTheDecoysAQuarter() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(hashing(Map.of()).hashingPermits(PermitWatch.NONE).maxHashesAtOnce())
        .isEqualTo(processors + Math.max(1, processors / 4));
  }

  @ParameterizedTest(name = "{0} permits: {1} at once")
  @CsvSource({"1, 2", "4, 5", "7, 8", "8, 10", "256, 320"})
  void theDecoysAreAQuarterAndAtLeastOne(String permits, int atOnce) {
    assertThat(
            hashing(Map.of("qrpin.hashing.permits", permits))
                .hashingPermits(PermitWatch.NONE)
                .maxHashesAtOnce())
        .isEqualTo(atOnce);
  }

  @ParameterizedTest(name = "{0} permits, {1} of them for bulk")
  @CsvSource({"1, 1", "4, 1", "7, 1", "8, 2", "256, 64"})
  void bulkRunsHaveAQuarterOfTheWorkersPermitsAndAtLeastOne(String permits, int bulk) {
    assertThat(
            hashing(Map.of("qrpin.hashing.permits", permits))
                .hashingPermits(PermitWatch.NONE)
                .bulkPermits())
        .isEqualTo(bulk);
  }

  @Test
  void thePermitsOfBulkRunsAreASetting() {
    assertThat(
            hashing(Map.of("qrpin.hashing.bulk-permits", "3"))
                .hashingPermits(PermitWatch.NONE)
                .bulkPermits())
        .isEqualTo(3);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "permits, 0",
    "permits, 257",
    "decoy-permits, 0",
    "decoy-permits, 257",
    "bulk-permits, 0",
    "bulk-permits, 257",
    "waiting, 0",
    "waiting, 10001",
    "queue, PT0S",
    "queue, PT0.009S",
    "queue, PT61S"
  })
  void whatIsOutOfBoundsStopsTheStartWithItsName(String name, String value) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(
            () -> hashing(Map.of("qrpin.hashing." + name, value)).hashingPermits(PermitWatch.NONE))
        .withMessageStartingWith("the setting qrpin.hashing." + name + " must be ");
  }

  @ParameterizedTest(name = "{0} + {1} permits of {2} KiB: {3}")
  @CsvSource({
    "2, 1, 7168, at most 3 at once in 21 MiB",
    "1, 1, 7169, at most 2 at once in 15 MiB",
    "256, 256, 262144, at most 512 at once in 131072 MiB"
  })
  void theStartSaysHowManyHashesRunAtOnceAndInHowMuchMemory(
      String permits, String decoyPermits, String memoryKib, String said) {
    Map<String, String> settings = new HashMap<>();
    settings.put("qrpin.hashing.permits", permits);
    settings.put("qrpin.hashing.decoy-permits", decoyPermits);
    settings.put("qrpin.argon2.memory-kib", memoryKib);
    settings.put("qrpin.argon2.provider", Argon2Providers.BOUNCY_CASTLE);

    assertThat(logged(hashing(settings)))
        .containsExactly("QRPIN0007I: PINs are hashed by bouncycastle, " + said);
  }

  private static List<String> logged(Beans hashing) {
    Logger logger = Logger.getLogger(Beans.class.getName());
    Kept kept = new Kept();
    logger.addHandler(kept);
    logger.setLevel(Level.INFO);
    logger.setUseParentHandlers(false);
    try {
      HashingPermits permits = hashing.hashingPermits(PermitWatch.NONE);
      assertThat(hashing.argon2id(permits)).isNotNull();
    } finally {
      logger.setUseParentHandlers(true);
      logger.setLevel(null);
      logger.removeHandler(kept);
    }
    return kept.messages;
  }

  /** Keeps the logged messages. */
  private static final class Kept extends Handler {

    private final List<String> messages = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      messages.add(line.getMessage());
    }

    @Override
    public void flush() {
      // nothing is held back
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
