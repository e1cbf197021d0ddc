package io.qrpin.hashing;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.SecretBytes;
import io.qrpin.SecretHolders;
import io.qrpin.hashing.PinHasher.RememberedPin;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

/**
 * No secret speaks. A class of this package holds a secret when a field has bytes, characters, a
 * key or another such class. A new holder fails the test until the samples contain an instance.
 */
class SilenceTest {

  private static final Set<Class<?>> SECRET_TYPES =
      Set.of(SecretBytes.class, byte[].class, char[].class, Key.class, SecretKey.class);

  private static Map<Class<?>, Object> samples() {
    PinHasher hasher = PinFixtures.hasher();
    HashedPin hashed = hasher.hash(PinFixtures.pin("12345678"));
    PinHash stored = hashed.sealFor(PinFixtures.HERE, PinTerms.OWN);
    return Stream.of(
            hashed,
            stored,
            new RememberedPin(stored, PinFixtures.HERE),
            hasher.compare(PinFixtures.pin("12345678"), stored, PinFixtures.HERE, PinTerms.OWN),
            new GuessTags(PinFixtures.guessTagKey(1)),
            PinFixtures.keys(1),
            new TagSeal(PinFixtures.keys(1), new SecureRandom()),
            hasher)
        .collect(toMap(Object::getClass, Function.identity()));
  }

  private static Set<Class<?>> holdersOfSecrets() {
    return SecretHolders.inThePackageOf(PinHasher.class).of(SECRET_TYPES);
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
