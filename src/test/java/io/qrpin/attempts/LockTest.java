package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockTest {

  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  @Test
  void thereIsNoneWithoutAWait() {
    assertThat(Lock.in(false, Optional.empty(), NOW)).isEmpty();
  }

  @Test
  void itLastsUntilTheWaitIsOver() {
    Optional<Instant> notBefore = Optional.of(NOW.plusSeconds(90));

    assertThat(Lock.in(false, notBefore, NOW))
        .contains(new Lock(Optional.of(Duration.ofSeconds(90))));
    assertThat(Lock.in(false, notBefore, NOW.plusSeconds(89)))
        .contains(new Lock(Optional.of(Duration.ofSeconds(1))));
    assertThat(Lock.in(false, notBefore, NOW.plusSeconds(90))).isEmpty();
    assertThat(Lock.in(false, notBefore, NOW.plusSeconds(91))).isEmpty();
  }

  @Test
  void whereThePinIsSpentOnlyAResetEndsIt() {
    assertThat(Lock.in(true, Optional.empty(), NOW)).contains(Lock.UNTIL_RESET);
    assertThat(Lock.in(true, Optional.of(NOW.plusSeconds(90)), NOW)).contains(Lock.UNTIL_RESET);
    assertThat(Lock.UNTIL_RESET.remaining()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-0.001S"})
  void itLastsLongerThanZero(Duration remaining) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Lock(Optional.of(remaining)));
  }
}
