package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinBindingTest {

  @Test
  void generationsStartAtZero() {
    assertThat(new PinBinding("worker", "pin", 0).generation()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> new PinBinding("worker", "pin", -1));
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"", "\ud800", "a\udc00b"})
  void anIdIsOneOrMoreCharactersOfWellFormedUnicode(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PinBinding(id, "pin", 1))
        .withMessage("the subscriber id is empty or not Unicode");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PinBinding("worker", id, 1))
        .withMessage("the PIN id is empty or not Unicode");
  }
}
