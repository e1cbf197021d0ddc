package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The statements of the ledger do what its rules say. */
class AttemptLedgerIT {

  private static final int STEPS = 250;

  private static LedgerDatabase database;

  @BeforeAll
  static void start() throws IOException, SQLException {
    database = LedgerDatabase.start();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  private static LongStream seeds() {
    long fresh = new SecureRandom().nextLong(1_000_000_000);
    return LongStream.concat(LongStream.rangeClosed(1, 20), LongStream.of(fresh));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverHappensInWhateverOrderTheRowIsWhatTheRulesSay(long seed) {
    assertThatCode(() -> new LedgerWalk(database, seed).walk(STEPS))
        .as("seed %d", seed)
        .doesNotThrowAnyException();
  }
}
