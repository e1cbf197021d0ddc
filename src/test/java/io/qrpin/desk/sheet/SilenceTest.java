package io.qrpin.desk.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.SecretHolders;
import io.qrpin.badge.QrSymbol;
import io.qrpin.pin.Pin;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A badge and a PIN that wait to be printed cannot speak. */
class SilenceTest {

  private static final Map<Class<?>, Object> SAMPLES =
      Map.of(
          Card.class, SheetFixtures.card(1),
          PinSlip.class, SheetFixtures.slip("35387687"));

  private static Set<Class<?>> holdersOfSecrets() {
    return SecretHolders.inThePackageOf(Card.class).of(Set.of(QrSymbol.class, Pin.class));
  }

  @Test
  void everyTypeThatHoldsASecretIsAmongTheSamples() {
    assertThat(holdersOfSecrets()).containsExactlyInAnyOrderElementsOf(SAMPLES.keySet());
  }

  @Test
  void aTypeThatHoldsASecretIsAFinalClassAndNotSerializable() {
    SecretHolders.assertFinalAndNotSerializable(holdersOfSecrets());
  }

  @Test
  void aTypeThatHoldsASecretSaysOnlyItsName() {
    SecretHolders.assertSayOnlyTheirNames(SAMPLES);
  }
}
