package io.qrpin.credential;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.SecretHolders;
import io.qrpin.attempts.Lock;
import io.qrpin.badge.BadgeFixtures;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.QrSymbol;
import io.qrpin.badge.QrToken;
import io.qrpin.badge.Validity;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher.RememberedPin;
import io.qrpin.hashing.PinTerms;
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
 * No type that holds a PIN, its hash or a badge shows it. A new holder fails the test until the
 * samples contain an instance.
 */
class SilenceTest {

  private static final String DIGITS = "83591642";
  private static final String HASH =
      "$argon2id-a256gcm$v=19$m=64,t=1,p=1,keyid=k1$" + "B".repeat(21) + "A$" + "C".repeat(80);

  private static final String CONTENT = "the content of a badge";
  private static final byte[] DIGEST = new byte[32];

  private static final UUID ID = UUID.fromString("0199a000-0000-7000-8000-00000000000c");
  private static final SubscriberId KIM = new SubscriberId("kim-id");
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** A type that holds one of these must not show it. */
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

  /** In these types the hash is a text, which its type does not show. */
  private static final Set<Class<?>> WITH_THE_HASH_AS_TEXT = Set.of(StoredPin.class, QrPin.class);

  private static Map<Class<?>, Object> samples() {
    StoredPin stored = new StoredPin(new PinBinding(KIM.value(), "pin-1", 1), HASH, PinTerms.OWN);
    Validity validity = new Validity(NOON, NOON.plusSeconds(1));
    QrCodeDetails code =
        new QrCodeDetails(ID, QrCodeKind.STANDARD, NOON, validity, Optional.empty());
    PinDetails details = storedEntity().details();
    MethodDetails method =
        new MethodDetails(
            ID, NOON, Optional.empty(), Optional.of(code), Optional.empty(), Optional.of(details));
    IssuedPin issuedPin = new IssuedPin(details, pin());
    IssuedQrCode badge = new IssuedQrCode(code, BadgeFixtures.symbol(CONTENT, ErrorCorrection.M));
    return Stream.of(
            stored,
            storedEntity(),
            new StoredCode(ID, KIM, QrCodeKind.STANDARD, DIGEST, validity, NOON),
            new Credential(
                KIM,
                ID,
                Optional.of(code),
                Optional.of(stored),
                Optional.of(Lock.UNTIL_RESET),
                NOON),
            new SealRows.OtherwiseSealed(stored, true),
            new Resealed(stored, PinHash.parse(HASH), Optional.empty()),
            issuedPin,
            new PreparedPin(pin(), CredentialFixture.HASHER.hash(pin())),
            new Enrolment.Enrolled(method, badge, issuedPin),
            new CredentialTransactions.Enrolled(method, badge),
            badge)
        .collect(toMap(Object::getClass, Function.identity()));
  }

  private static Pin pin() {
    return Pin.of(DIGITS).orElseThrow();
  }

  private static QrPin storedEntity() {
    QrPin pin = new QrPin(KIM, ID, NOON);
    IssuancePolicy unlimited = new IssuancePolicy(Duration.ZERO, true, 3);
    pin.resetTo(CredentialFixture.prepared(DIGITS), 1, NOON, NOON, unlimited);
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
  void aTypeThatHoldsASecretDoesNotShowIt() {
    assertThat(samples())
        .allSatisfy(
            (type, sample) -> assertThat(sample.toString()).doesNotContain(DIGITS, HASH, CONTENT));
  }

  /** A class that keeps a secret itself, and not only a silent type, is silent as a whole. */
  @Test
  void aTypeThatKeepsPinOrHashItselfIsAFinalClassThatShowsOnlyItsName() {
    for (Class<?> type :
        Set.of(StoredPin.class, IssuedPin.class, IssuedQrCode.class, PreparedPin.class)) {
      assertThat(Modifier.isFinal(type.getModifiers())).as(type + " final").isTrue();
      assertThat(type.isRecord()).as(type + " record").isFalse();
      assertThat(samples().get(type)).hasToString(type.getSimpleName() + "[hidden]");
    }
  }

  @Test
  void aTypeThatHoldsASecretIsNotSerializable() {
    assertThat(holders())
        .allSatisfy(
            type ->
                assertThat(Serializable.class.isAssignableFrom(type)).as(type.getName()).isFalse());
  }
}
