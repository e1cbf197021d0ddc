package io.qrpin.badge;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.SecretHolders;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A secret cannot speak. Walks every class of the package: the token, the drawing, and whatever has
 * one of them in a field hold the secret. A new one is found here by itself and fails until an
 * instance stands among the samples.
 */
class SilenceTest {

  private static final Set<Class<?>> SECRETS = Set.of(QrToken.class, QrSymbol.class);

  private static Map<Class<?>, Object> samples() {
    return Stream.of(
            BadgeFixtures.zeroToken(),
            BadgeFixtures.badge(),
            BadgeFixtures.symbol("kim", ErrorCorrection.M))
        .collect(toMap(Object::getClass, Function.identity()));
  }

  private static Set<Class<?>> holdersOfSecrets() {
    Set<Class<?>> holders = new LinkedHashSet<>(SECRETS);
    holders.addAll(SecretHolders.inThePackageOf(QrToken.class).of(SECRETS));
    return holders;
  }

  @Test
  void everyTypeThatHoldsTheSecretIsAmongTheSamples() {
    assertThat(holdersOfSecrets()).containsExactlyInAnyOrderElementsOf(samples().keySet());
  }

  @Test
  void aTypeThatHoldsTheSecretIsAFinalClassAndNotSerializable() {
    SecretHolders.assertFinalAndNotSerializable(holdersOfSecrets());
  }

  @Test
  void aTypeThatHoldsTheSecretSaysOnlyItsName() {
    SecretHolders.assertSayOnlyTheirNames(samples());
  }
}
