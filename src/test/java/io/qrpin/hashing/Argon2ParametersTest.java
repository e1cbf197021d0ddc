package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Argon2ParametersTest {

  @Test
  void owaspsSetWithTheLeastMemory() {
    assertThat(Argon2Parameters.OWASP).isEqualTo(new Argon2Parameters(7168, 5));
  }

  @ParameterizedTest
  @CsvSource({"64, 1", "262144, 64"})
  void theBoundsThemselvesAreAccepted(int memoryKib, int passes) {
    Argon2Parameters parameters = new Argon2Parameters(memoryKib, passes);
    assertThat(parameters.memoryKib()).isEqualTo(memoryKib);
    assertThat(parameters.passes()).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({"63", "0", "-1", "262145", "2147483647"})
  void memoryOutOfBoundsIsRefused(int memoryKib) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Argon2Parameters(memoryKib, 1))
        .withMessage("Argon2 memory must be 64 to 262144 KiB");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "65", "2147483647"})
  void passesOutOfBoundsAreRefused(int passes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Argon2Parameters(64, passes))
        .withMessage("Argon2 passes must be 1 to 64");
  }
}
