package io.qrpin.credential;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.SecretHolders;
import io.qrpin.badge.BadgeFixtures;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.badge.QrSymbol;
import io.qrpin.badge.QrToken;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher.RememberedPin;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.SubscriberId;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No type that holds a PIN, its hash or a badge can speak. A new one is found here by itself and
 * fails until an instance stands among the samples.
 */
class SilenceTest {

  private static final String DIGITS = "83591642";
  private static final String HASH =
      "$argon2id-a256gcm$v=19$m=64,t=1,p=1,keyid=k1$" + "B".repeat(21) + "A$" + "C".repeat(80);

  private static final UUID ID = UUID.fromString("0199a000-0000-7000-8000-00000000000c");
  private static final SubscriberId KIM = new SubscriberId("kim-id");
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** Those that hold one of these say nothing, or only what it says itself: nothing. */
  private static final Set<Class<?>> SECRETS =
      Set.of(
          Pin.class,
          PinHash.class,
          HashedPin.class,
          RememberedPin.class,
          QrToken.class,
          BadgeText.class,
          QrSymbol.class,
          byte[].class,
          char[].class);

  /** A hash is text where it is read and written; no type says so. */
  private static final Set<Class<?>> WITH_THE_HASH_AS_TEXT = Set.of(StoredPin.class, QrPin.class);

  private static Map<Class<?>, Object> samples() {
    StoredPin stored =
        new StoredPin(new PinBinding(KIM.value(), "pin-1", 1), HASH, false, Optional.empty());
    IssuedPin issued = new IssuedPin(null, pin());
    return Stream.of(
            stored,
            storedEntity(),
            new Credential(KIM, ID, Optional.empty(), Optional.of(stored), Optional.empty()),
            issued,
            new PinIssuance.Issued(issued),
            new PinPreparation.ReadyPin(pin(), binding -> PinHash.parse(HASH)),
            new Enrolment.Enrolled(null, null, issued),
            new CredentialTransactions.Enrolled(null, null),
            new IssuedQrCode(null, BadgeFixtures.symbol("kim", ErrorCorrection.M)),
            new CodeChange.Issued(null))
        .collect(toMap(Object::getClass, Function.identity()));
  }

  private static Pin pin() {
    return Pin.of(DIGITS).orElseThrow();
  }

  private static QrPin storedEntity() {
    QrPin pin = new QrPin(KIM, ID, NOON);
    pin.resetTo(
        binding -> PinHash.parse(HASH), 1, NOON, NOON, new IssuancePolicy(Duration.ZERO, true, 3));
    return pin;
  }

  private static Set<Class<?>> holders() {
    Set<Class<?>> secrets = new LinkedHashSet<>(SECRETS);
    secrets.addAll(WITH_THE_HASH_AS_TEXT);
    Set<Class<?>> holders = new LinkedHashSet<>(WITH_THE_HASH_AS_TEXT);
    holders.addAll(SecretHolders.inThePackageOf(StoredPin.class).of(secrets));
    return holders;
  }

  @Test
  void everyTypeThatHoldsASecretIsAmongTheSamples() {
    assertThat(holders()).containsExactlyInAnyOrderElementsOf(samples().keySet());
  }

  @Test
  void aTypeThatHoldsASecretSaysNothingOfIt() {
    assertThat(samples())
        .allSatisfy((type, sample) -> assertThat(sample.toString()).doesNotContain(DIGITS, HASH));
  }

  /** One that keeps a secret by itself, and not by way of a silent type, is silent as a whole. */
  @Test
  void whatKeepsThePinOrTheHashItselfIsAFinalClassThatSaysOnlyItsName() {
    for (Class<?> type :
        Set.of(
            StoredPin.class, IssuedPin.class, IssuedQrCode.class, PinPreparation.ReadyPin.class)) {
      assertThat(Modifier.isFinal(type.getModifiers())).as(type + " final").isTrue();
      assertThat(type.isRecord()).as(type + " record").isFalse();
      assertThat(samples().get(type)).hasToString(type.getSimpleName() + "[hidden]");
    }
  }

  @Test
  void aTypeThatHoldsASecretIsSerializedByNobody() {
    assertThat(holders())
        .allSatisfy(
            type ->
                assertThat(Serializable.class.isAssignableFrom(type)).as(type.getName()).isFalse());
  }
}
