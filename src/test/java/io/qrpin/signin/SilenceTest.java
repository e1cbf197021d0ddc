package io.qrpin.signin;

import static io.qrpin.signin.SignInFixture.NOON;
import static io.qrpin.signin.SignInFixture.SHORT_PIN;
import static io.qrpin.signin.SignInFixture.WRONG_PIN;
import static io.qrpin.signin.SignInFixture.aSignIn;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.SecretHolders;
import io.qrpin.attempts.Lock;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrToken;
import io.qrpin.credential.Credential;
import io.qrpin.credential.StoredPin;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.HashingUnavailable;
import io.qrpin.hashing.Overloaded;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher.PinComparison;
import io.qrpin.hashing.PinHasher.RememberedPin;
import io.qrpin.pin.Pin;
import io.qrpin.signin.Identified.Admissible;
import io.qrpin.signin.Identified.Hindered;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No secret speaks. PINs and badges are arguments, and only a claim holds a badge. The results of
 * the steps hold stored PINs.
 */
class SilenceTest {

  private static final SecretHolders ROOM = SecretHolders.inThePackageOf(SignIn.class);

  private static Map<Class<?>, Object> samples(SignInFixture signIn) {
    Proof.Verified verified = (Proof.Verified) signIn.prove();
    Admissible admissible = verified.who();
    return Stream.of(
            signIn.claim(),
            verified,
            admissible,
            new Hindered(admissible.credential(), RefusalReason.NOT_PERMITTED))
        .collect(toMap(Object::getClass, Function.identity()));
  }

  /** The bytes of a wrong PIN are a guess tag, which says nothing about the PIN. */
  @Test
  void onlyAClaimKeepsABadgeAndNoTypeKeepsAPin() {
    assertThat(
            ROOM.directlyOf(
                Set.of(
                    Pin.class,
                    BadgeText.class,
                    QrToken.class,
                    HashedPin.class,
                    PinHash.class,
                    RememberedPin.class,
                    PinComparison.class,
                    byte[].class,
                    char[].class)))
        .containsExactlyInAnyOrder(Claim.ByBadge.class, Attempts.Wrong.class);
  }

  private static Set<Class<?>> holders() {
    return ROOM.of(Set.of(BadgeText.class, Credential.class, StoredPin.class));
  }

  @Test
  void everyTypeThatHoldsABadgeOrAStoredPinIsAmongTheSamples() {
    assertThat(holders()).containsExactlyInAnyOrderElementsOf(samples(aSignIn()).keySet());
  }

  @Test
  void aTypeThatHoldsABadgeOrAStoredPinHidesIt() {
    SignInFixture signIn = aSignIn();
    assertThat(samples(signIn))
        .allSatisfy(
            (type, sample) ->
                assertThat(sample.toString()).doesNotContain(signIn.secrets()).contains("hidden"));
  }

  @Test
  void aTypeThatHoldsABadgeOrAStoredPinIsNotSerializable() {
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
        aSignIn().whoseRowNeverReachesTheLedgersGeneration(),
        aSignIn().whosePinWasHashedAtAFormerCost(),
        aSignIn().failingAt("hash", new HashingUnavailable("no memory")),
        aSignIn().failingAt("charge", new Overloaded()),
        aSignIn().choosing("hunter2"),
        aSignIn().choosing(SHORT_PIN),
        aSignIn().whoseNewPinWasUsedBefore(),
        aSignIn().failingAt("change by badge", new IllegalStateException("away")));
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void noOutcomeAndNoFailureHoldsAPinATokenOrAHash(SignInFixture signIn) {
    for (Supplier<Object> way :
        Stream.<Supplier<Object>>of(signIn::attempt, signIn::changePin, signIn::changeOwnPin)
            .toList()) {
      assertThat(text(way)).isNotEmpty().doesNotContain(signIn.secrets());
    }
    assertThat(signIn.happened.toString()).doesNotContain(signIn.secrets());
  }

  /** The outcome, or a failure with its causes as a log shows it. */
  private static String text(Supplier<Object> way) {
    try {
      return way.get().toString();
    } catch (RuntimeException e) {
      return Throwables.getStackTrace(e);
    }
  }
}
