package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.subscriber.SubscriberId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChargeOutcomeTest {

  private static String folded(ChargeOutcome outcome) {
    return outcome.fold(
        charge -> "charged in epoch " + charge.epoch(),
        lock -> "locked for " + lock.remaining(),
        () -> "busy");
  }

  @Test
  void everyCaseIsMappedByItsOwnFunction() {
    Charge charge = new Charge(new SubscriberId("ada"), 7, 1, 0, Optional.empty());

    assertThat(folded(new ChargeOutcome.Charged(charge))).isEqualTo("charged in epoch 7");
    assertThat(folded(new ChargeOutcome.Locked(Lock.UNTIL_RESET)))
        .isEqualTo("locked for Optional.empty");
    assertThat(folded(new ChargeOutcome.Busy())).isEqualTo("busy");
  }
}
