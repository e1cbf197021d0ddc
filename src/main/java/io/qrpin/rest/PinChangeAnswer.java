package io.qrpin.rest;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.PinErrors;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.signin.PinChangeOutcome;

/**
 * The answer to a change of PIN: nothing, or a {@link Refusal}. Both operations that change a PIN
 * answer alike, except where the current PIN is not proven.
 */
abstract class PinChangeAnswer implements PinChangeOutcome.Cases<Void> {

  private static final PinErrors ERRORS = new PinErrors("newPin");

  @Override
  public final Void changed(PinChangeOutcome.Changed changed) {
    return null;
  }

  @Override
  public final Void notDigits(PinChangeOutcome.NotDigits notDigits) {
    throw ERRORS.notDigits();
  }

  @Override
  public final Void newPinRefused(PinChangeOutcome.NewPinRefused refused) {
    throw ERRORS.refused(refused.refusal());
  }

  @Override
  public final Void recentlyUsed(PinChangeOutcome.RecentlyUsed recentlyUsed) {
    throw new Refusal(
        GraphError.of(400, "pinRecentlyUsed", "The new PIN was used not long ago.").at("newPin"));
  }
}
