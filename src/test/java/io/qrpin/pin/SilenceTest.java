package io.qrpin.pin;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.SecretBytes;
import io.qrpin.SecretHolders;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No secret speaks. A class of this package holds a secret when a field has bytes, characters or
 * another such class. A new holder fails the test until the samples contain an instance.
 */
class SilenceTest {

  private static final Set<Class<?>> SECRET_TYPES =
      Set.of(SecretBytes.class, byte[].class, char[].class);

  private static Map<Class<?>, Object> samples() {
    return Stream.of(Pin.of("12345678").orElseThrow(), new PinDigits(new byte[] {'1', '2'}))
        .collect(toMap(Object::getClass, Function.identity()));
  }

  private static Set<Class<?>> holdersOfSecrets() {
    return SecretHolders.inThePackageOf(Pin.class).directlyOf(SECRET_TYPES);
  }

  @Test
  void everyTypeThatHoldsASecretIsAmongTheSamples() {
    assertThat(holdersOfSecrets()).containsExactlyInAnyOrderElementsOf(samples().keySet());
  }

  @Test
  void aTypeThatHoldsASecretIsAFinalClassAndNotSerializable() {
    SecretHolders.assertFinalAndNotSerializable(holdersOfSecrets());
  }

  @Test
  void aTypeThatHoldsASecretSaysOnlyItsName() {
    SecretHolders.assertSayOnlyTheirNames(samples());
  }
}
