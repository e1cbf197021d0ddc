package io.qrpin.signin;

import static io.qrpin.signin.SignInFixture.NOON;
import static io.qrpin.signin.SignInFixture.WRONG_PIN;
import static io.qrpin.signin.SignInFixture.aSignIn;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.SecretHolders;
import io.qrpin.attempts.Lock;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrToken;
import io.qrpin.credential.Credential;
import io.qrpin.credential.Replacement;
import io.qrpin.credential.StoredPin;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.Overloaded;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher.PinComparison;
import io.qrpin.hashing.PinHasher.RememberedPin;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinRefusal;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No type that holds a secret can speak. PINs and badges pass through this room as arguments and
 * are kept nowhere; what is stored of a PIN is held by the results of the steps.
 */
class SilenceTest {

  private static final SecretHolders ROOM = SecretHolders.inThePackageOf(SignIn.class);

  private static Map<Class<?>, Object> samples(SignInFixture signIn) {
    Proof.Proven proven = (Proof.Proven) signIn.prove();
    Admitted admitted = proven.verified().admitted();
    return Stream.of(
            proven,
            proven.verified(),
            admitted,
            admitted.who(),
            new Attempts.Look.Compared(admitted, Optional.of(signIn.comparison())))
        .collect(toMap(Object::getClass, Function.identity()));
  }

  @Test
  void noTypeKeepsAPinOrABadge() {
    assertThat(
            ROOM.directlyOf(
                Set.of(
                    Pin.class,
                    BadgeText.class,
                    QrToken.class,
                    HashedPin.class,
                    PinHash.class,
                    RememberedPin.class,
                    byte[].class,
                    char[].class)))
        .isEmpty();
  }

  private static Set<Class<?>> holders() {
    return ROOM.of(Set.of(Credential.class, StoredPin.class, PinComparison.class));
  }

  @Test
  void everyTypeThatHoldsWhatIsStoredOfAPinIsAmongTheSamples() {
    assertThat(holders()).containsExactlyInAnyOrderElementsOf(samples(aSignIn()).keySet());
  }

  @Test
  void aTypeThatHoldsWhatIsStoredOfAPinSaysNothingOfIt() {
    SignInFixture signIn = aSignIn();
    assertThat(samples(signIn))
        .allSatisfy(
            (type, sample) ->
                assertThat(sample.toString()).doesNotContain(signIn.secrets()).contains("hidden"));
  }

  @Test
  void aTypeThatHoldsWhatIsStoredOfAPinIsSerializedByNobody() {
    assertThat(holders())
        .allSatisfy(type -> assertThat(Serializable.class.isAssignableFrom(type)).isFalse());
  }

  private static Stream<SignInFixture> attempts() {
    return Stream.of(
        aSignIn(),
        aSignIn().typing(WRONG_PIN),
        aSignIn().withABadgeThatIsNotGenuine(),
        aSignIn().withoutPin(),
        aSignIn().whosePinMustBeChanged(),
        aSignIn().whoseTemporaryPinExpiredAt(NOON),
        aSignIn().whereTheMethodIsDisabled(),
        aSignIn().whoseChargeDoesNotHold(),
        aSignIn().whoIsLocked(Lock.UNTIL_RESET),
        aSignIn().whoseHashIsMalformed(),
        aSignIn().whoseHashWasCopiedFromSomebodyElse(),
        aSignIn().whoseRowNeverBecomesThatOfTheLedger(),
        aSignIn().whosePinWasHashedAtAFormerCost(),
        aSignIn().failingAt("hash", new IllegalStateException("no memory")),
        aSignIn().failingAt("charge", new Overloaded()),
        aSignIn().choosing("hunter2"),
        aSignIn().whereTheReplacementIs(new Replacement.RecentlyUsed()),
        aSignIn().whereTheReplacementIs(new Replacement.ProofVoid()),
        aSignIn().whereTheReplacementIs(new Replacement.Refused(new PinRefusal.TooShort(8, 10))));
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void noOutcomeAndNoFailureHoldsAPinATokenOrAHash(SignInFixture signIn) {
    for (Supplier<Object> way :
        Stream.<Supplier<Object>>of(signIn::attempt, signIn::changePin, signIn::changeOwnPin)
            .toList()) {
      assertThat(told(way)).isNotEmpty().doesNotContain(signIn.secrets());
    }
    assertThat(signIn.happened.toString()).doesNotContain(signIn.secrets());
  }

  /** All that can be learnt: the outcome, or a failure with its causes, as a log would have it. */
  private static String told(Supplier<Object> way) {
    try {
      return way.get().toString();
    } catch (RuntimeException e) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      return text.toString();
    }
  }
}
