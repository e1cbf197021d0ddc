package io.qrpin.signin;

import io.qrpin.PublicApi;
import io.qrpin.credential.PinDetails;
import io.qrpin.pin.PinRefusal;

/** The result of an owner's change of PIN. Only {@link Changed} changed anything. */
@PublicApi
public sealed interface PinChangeOutcome
    permits PinChangeOutcome.Changed,
        PinChangeOutcome.NotDigits,
        PinChangeOutcome.NewPinRefused,
        PinChangeOutcome.RecentlyUsed,
        Refused,
        Throttled {

  /** The new PIN is stored and is not temporary. Nobody was signed in. */
  record Changed(PinDetails details) implements PinChangeOutcome {}

  /** The current PIN was proven; the new one does not consist of digits only. */
  record NotDigits() implements PinChangeOutcome {}

  /** The current PIN was proven; the policy refuses the new one. */
  record NewPinRefused(PinRefusal refusal) implements PinChangeOutcome {}

  /** The current PIN was proven; the new one is the same, or was used not long ago. */
  record RecentlyUsed() implements PinChangeOutcome {}

  /** One method for each outcome. */
  interface Cases<R> {
    R changed(Changed changed);

    R notDigits(NotDigits notDigits);

    R newPinRefused(NewPinRefused refused);

    R recentlyUsed(RecentlyUsed recentlyUsed);

    R refused(Refused refused);

    R throttled(Throttled throttled);
  }

  /** Calls the method that belongs to this outcome. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof Changed outcome) {
      return cases.changed(outcome);
    }
    if (this instanceof NotDigits outcome) {
      return cases.notDigits(outcome);
    }
    if (this instanceof NewPinRefused outcome) {
      return cases.newPinRefused(outcome);
    }
    if (this instanceof RecentlyUsed outcome) {
      return cases.recentlyUsed(outcome);
    }
    if (this instanceof Throttled outcome) {
      return cases.throttled(outcome);
    }
    return cases.refused((Refused) this);
  }
}
