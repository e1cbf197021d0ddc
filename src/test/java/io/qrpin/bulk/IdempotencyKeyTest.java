package io.qrpin.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

  @Test
  void aKeyIsOneTo128VisibleAsciiCharacters() {
    for (String right : List.of("!", "~", "\"a-b\"", "x".repeat(128))) {
      assertThat(IdempotencyKey.parse(right)).contains(new IdempotencyKey(right));
    }
    for (String wrong : List.of("", " ", "a b", "a\u007f", "ä", "x".repeat(129))) {
      assertThat(IdempotencyKey.parse(wrong)).isEmpty();
      assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey(wrong));
    }
  }
}
