package io.qrpin.signin;

import static io.qrpin.signin.SignInFixture.METHOD;
import static io.qrpin.signin.SignInFixture.NOON;
import static io.qrpin.signin.SignInFixture.aSignIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.credential.PinDetails;
import io.qrpin.pin.PinRefusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every outcome is mapped by a function of its own, which is given what the outcome holds. */
class OutcomesTest {

  private static final Optional<Duration> A_MINUTE = Optional.of(Duration.ofMinutes(1));

  private static String mapped(SignInOutcome outcome) {
    return outcome.fold(
        signedIn -> "signed in " + signedIn.methodId(),
        () -> "PIN change required",
        () -> "refused",
        remaining -> "throttled " + remaining);
  }

  @Test
  void everySignInOutcomeHasAFunctionOfItsOwn() {
    List<SignInOutcome> all =
        List.of(
            new SignInOutcome.SignedIn(
                aSignIn().kim, METHOD, QrCodeKind.STANDARD, NOON, 0, Optional.empty()),
            new SignInOutcome.PinChangeRequired(),
            new SignInOutcome.Refused(),
            new SignInOutcome.Throttled(A_MINUTE));

    assertThat(all)
        .extracting(OutcomesTest::mapped)
        .containsExactly(
            "signed in " + METHOD, "PIN change required", "refused", "throttled " + A_MINUTE);
    assertThatTheseAreAll(SignInOutcome.class, all);
  }

  private static String mapped(PinChangeOutcome outcome) {
    return outcome.fold(
        details -> "changed " + details.id(),
        () -> "refused",
        remaining -> "throttled " + remaining,
        () -> "not digits",
        review -> "new PIN refused " + review,
        () -> "recently used");
  }

  @Test
  void everyOutcomeOfAChangeHasAFunctionOfItsOwn() {
    PinDetails details = SignInFixture.details();
    PinRefusal review = new PinRefusal.TooShort(8, 10);
    List<PinChangeOutcome> all =
        List.of(
            new PinChangeOutcome.Changed(details),
            new PinChangeOutcome.Refused(),
            new PinChangeOutcome.Throttled(A_MINUTE),
            new PinChangeOutcome.NotDigits(),
            new PinChangeOutcome.NewPinRefused(review),
            new PinChangeOutcome.RecentlyUsed());

    assertThat(all)
        .extracting(OutcomesTest::mapped)
        .containsExactly(
            "changed " + details.id(),
            "refused",
            "throttled " + A_MINUTE,
            "not digits",
            "new PIN refused " + review,
            "recently used");
    assertThatTheseAreAll(PinChangeOutcome.class, all);
  }

  private static void assertThatTheseAreAll(Class<?> sealed, List<?> outcomes) {
    assertThat(outcomes)
        .<Class<?>>extracting(Object::getClass)
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(sealed.getPermittedSubclasses()));
  }
}
