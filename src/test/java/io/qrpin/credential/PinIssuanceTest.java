package io.qrpin.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qrpin.pin.Pin;
import io.qrpin.pin.PinRefusal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PinIssuanceTest {

  private static final PinDetails DETAILS =
      new PinDetails(new UUID(1, 2), true, Instant.EPOCH, Instant.EPOCH, Optional.empty());

  private static IssuedPin issued() {
    return new IssuedPin(DETAILS, Pin.of("35387687").orElseThrow());
  }

  /** The name of the method that was called, and the outcome that it got. */
  private record Called(String method, Object outcome) {}

  private static final class Names implements PinIssuance.Cases<Called> {

    @Override
    public Called issued(IssuedPin issued) {
      return new Called("issued", issued);
    }

    @Override
    public Called refused(PinRefused refused) {
      return new Called("refused", refused);
    }

    @Override
    public Called choiceForbidden(ChoiceForbidden forbidden) {
      return new Called("choiceForbidden", forbidden);
    }
  }

  @Test
  void everyOutcomeReachesTheMethodOfItsName() {
    PinIssuance issued = issued();
    PinIssuance refused = new PinRefused(new PinRefusal.TooShort(7, 8));
    PinIssuance forbidden = new ChoiceForbidden();
    assertThat(issued.match(new Names())).isEqualTo(new Called("issued", issued));
    assertThat(refused.match(new Names())).isEqualTo(new Called("refused", refused));
    assertThat(forbidden.match(new Names())).isEqualTo(new Called("choiceForbidden", forbidden));
    assertThat(Stream.of(issued, refused, forbidden))
        .<Class<?>>extracting(Object::getClass)
        .containsExactlyInAnyOrder(PinIssuance.class.getPermittedSubclasses());
  }

  @Test
  void noOutcomeShowsThePin() {
    assertThat(issued()).hasToString("IssuedPin[hidden]");
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
