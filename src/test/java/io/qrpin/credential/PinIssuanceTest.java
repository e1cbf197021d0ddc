package io.qrpin.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qrpin.pin.Pin;
import io.qrpin.pin.PinRefusal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PinIssuanceTest {

  private static final PinDetails DETAILS =
      new PinDetails(new UUID(1, 2), true, Instant.EPOCH, Instant.EPOCH, Optional.empty());

  private static IssuedPin issued() {
    return new IssuedPin(DETAILS, Pin.of("35387687").orElseThrow());
  }

  private static Object told(PinIssuance outcome) {
    return outcome.<Object>fold(issued -> issued, review -> review, () -> "choice forbidden");
  }

  @Test
  void everyOutcomeHasItsOwnFunction() {
    IssuedPin issued = issued();
    PinRefusal review = new PinRefusal.TooShort(7, 8);
    assertThat(told(new PinIssuance.Issued(issued))).isSameAs(issued);
    assertThat(told(new PinIssuance.Refused(review))).isSameAs(review);
    assertThat(told(new PinIssuance.ChoiceForbidden())).isEqualTo("choice forbidden");
  }

  @Test
  void noOutcomeSaysThePin() {
    assertThat(issued()).hasToString("IssuedPin[hidden]");
    assertThat(new PinIssuance.Issued(issued()).toString()).doesNotContain("3538");
  }

  @Test
  void anIssuedPinIsShownAndThenErased() {
    IssuedPin issued = issued();
    try (issued) {
      assertThat(issued.pin().<Integer>expose(digits -> digits.length)).isEqualTo(8);
      assertThat(issued.details()).isEqualTo(DETAILS);
    }
    assertThatIllegalStateException().isThrownBy(() -> issued.pin().expose(digits -> 0));
    assertThat(issued.details()).isEqualTo(DETAILS);
  }
}
