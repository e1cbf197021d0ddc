package io.qrpin.signin;

import io.qrpin.PublicApi;
import io.qrpin.credential.PinDetails;
import io.qrpin.pin.PinRefusal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** How an owner's change of PIN ended. Only {@link Changed} changed anything. */
@PublicApi
public sealed interface PinChangeOutcome {

  /** The new PIN holds, and is not temporary. Nobody was signed in. */
  record Changed(PinDetails details) implements PinChangeOutcome {}

  /** The current PIN was not proven, without saying why. */
  record Refused() implements PinChangeOutcome {}

  /** As {@link SignInOutcome.Throttled}. */
  record Throttled(Optional<Duration> remaining) implements PinChangeOutcome {}

  /** The current PIN was proven; what should be the new one is not made of digits. */
  record NotDigits() implements PinChangeOutcome {}

  /** The current PIN was proven; the policy does not accept the new one. */
  record NewPinRefused(PinRefusal review) implements PinChangeOutcome {}

  /** The current PIN was proven; the new one is the same, or one of those before it. */
  record RecentlyUsed() implements PinChangeOutcome {}

  /** Maps every outcome: one function a case. */
  default <R> R fold(
      Function<PinDetails, R> changed,
      Supplier<R> refused,
      Function<Optional<Duration>, R> throttled,
      Supplier<R> notDigits,
      Function<PinRefusal, R> newPinRefused,
      Supplier<R> recentlyUsed) {
    if (this instanceof Changed outcome) {
      return changed.apply(outcome.details());
    }
    if (this instanceof Throttled outcome) {
      return throttled.apply(outcome.remaining());
    }
    if (this instanceof NotDigits) {
      return notDigits.get();
    }
    if (this instanceof NewPinRefused outcome) {
      return newPinRefused.apply(outcome.review());
    }
    return this instanceof RecentlyUsed ? recentlyUsed.get() : refused.get();
  }
}
