package io.qrpin.signin;

import static io.qrpin.signin.SignInFixture.CHANGED;
import static io.qrpin.signin.SignInFixture.METHOD;
import static io.qrpin.signin.SignInFixture.NOON;
import static io.qrpin.signin.SignInFixture.aSignIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.attempts.Lock;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.pin.PinRefusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every outcome reaches the method of its name. */
class OutcomesTest {

  /** The name of the method that was called, and the outcome that it got. */
  private record Called(String method, Object outcome) {}

  private static final class SignInNames implements SignInOutcome.Cases<Called> {

    @Override
    public Called signedIn(SignInOutcome.SignedIn signedIn) {
      return new Called("signedIn", signedIn);
    }

    @Override
    public Called pinChangeRequired(SignInOutcome.PinChangeRequired required) {
      return new Called("pinChangeRequired", required);
    }

    @Override
    public Called refused(Refused refused) {
      return new Called("refused", refused);
    }

    @Override
    public Called throttled(Throttled throttled) {
      return new Called("throttled", throttled);
    }
  }

  @Test
  void everySignInOutcomeReachesTheMethodOfItsName() {
    List<SignInOutcome> all =
        List.of(
            new SignInOutcome.SignedIn(
                aSignIn().kim, METHOD, QrCodeKind.STANDARD, NOON, 0, Optional.empty()),
            new SignInOutcome.PinChangeRequired(),
            new Refused(),
            new Throttled(Lock.UNTIL_RESET));

    assertThat(all)
        .allSatisfy(
            outcome -> assertThat(outcome.match(new SignInNames())).isEqualTo(named(outcome)));
    assertThatTheseAreAll(SignInOutcome.class, all);
  }

  private static final class PinChangeNames implements PinChangeOutcome.Cases<Called> {

    @Override
    public Called changed(PinChangeOutcome.Changed changed) {
      return new Called("changed", changed);
    }

    @Override
    public Called notDigits(PinChangeOutcome.NotDigits notDigits) {
      return new Called("notDigits", notDigits);
    }

    @Override
    public Called newPinRefused(PinChangeOutcome.NewPinRefused refused) {
      return new Called("newPinRefused", refused);
    }

    @Override
    public Called recentlyUsed(PinChangeOutcome.RecentlyUsed recentlyUsed) {
      return new Called("recentlyUsed", recentlyUsed);
    }

    @Override
    public Called refused(Refused refused) {
      return new Called("refused", refused);
    }

    @Override
    public Called throttled(Throttled throttled) {
      return new Called("throttled", throttled);
    }
  }

  @Test
  void everyOutcomeOfAChangeReachesTheMethodOfItsName() {
    List<PinChangeOutcome> all =
        List.of(
            new PinChangeOutcome.Changed(CHANGED),
            new PinChangeOutcome.NotDigits(),
            new PinChangeOutcome.NewPinRefused(new PinRefusal.TooShort(8, 10)),
            new PinChangeOutcome.RecentlyUsed(),
            new Refused(),
            new Throttled(Lock.UNTIL_RESET));

    assertThat(all)
        .allSatisfy(
            outcome -> assertThat(outcome.match(new PinChangeNames())).isEqualTo(named(outcome)));
    assertThatTheseAreAll(PinChangeOutcome.class, all);
  }

  private static Called named(Object outcome) {
    String name = outcome.getClass().getSimpleName();
    return new Called(Character.toLowerCase(name.charAt(0)) + name.substring(1), outcome);
  }

  private static void assertThatTheseAreAll(Class<?> sealed, List<?> outcomes) {
    assertThat(outcomes)
        .<Class<?>>extracting(Object::getClass)
        .containsExactlyInAnyOrder(sealed.getPermittedSubclasses());
  }
}
