package io.qrpin.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChargeOutcomeTest {

  @Test
  void anOutcomeIsAChargeOrALockOrNeither() {
    assertThat(ChargeOutcome.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(Charge.class, Lock.class, ChargeOutcome.Busy.class);
  }
}
