package io.qrpin.rest;

import io.qrpin.attempts.Lock;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.PinErrors;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.signin.PinChangeOutcome;
import io.qrpin.signin.Refused;
import io.qrpin.signin.Throttled;
import java.util.function.Function;

/**
 * The answer to a change of PIN: nothing, or a {@link Refusal}. Both operations that change a PIN
 * answer alike, except where the current PIN is not proven and where no PIN is checked now.
 */
record PinChangeAnswer(Refusal notProven, Function<Lock, Refusal> locked)
    implements PinChangeOutcome.Cases<Void> {

  private static final PinErrors ERRORS = new PinErrors("newPin");

  @Override
  public Void changed(PinChangeOutcome.Changed changed) {
    return null;
  }

  @Override
  public Void notDigits(PinChangeOutcome.NotDigits notDigits) {
    throw ERRORS.notDigits();
  }

  @Override
  public Void newPinRefused(PinChangeOutcome.NewPinRefused refused) {
    throw ERRORS.refused(refused.refusal());
  }

  @Override
  public Void recentlyUsed(PinChangeOutcome.RecentlyUsed recentlyUsed) {
    throw new Refusal(
        GraphError.of(400, "pinRecentlyUsed", "The new PIN was used not long ago.").at("newPin"));
  }

  @Override
  public Void refused(Refused refused) {
    throw notProven;
  }

  @Override
  public Void throttled(Throttled throttled) {
    throw locked.apply(throttled.lock());
  }
}
