package io.qrpin.signin;

import io.qrpin.PublicApi;
import io.qrpin.audit.Actor;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.Subscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The PIN of a subscriber who is known without a badge, for example by a token of their own. They
 * change it and prove the current PIN, on the same ledger as a sign-in.
 *
 * <p>Unlike {@link SignIn} it takes the subscriber from its caller, and the caller vouches for it:
 * a wrong PIN is charged to that subscriber. Transactions, errors and thread safety are those of
 * {@link SignIn}.
 */
@PublicApi
@ApplicationScoped
public class OwnPin {

  private PinChange pinChange;

  protected OwnPin() {}

  @Inject
  OwnPin(PinChange pinChange) {
    this.pinChange = pinChange;
  }

  /**
   * Changes the PIN (Graph: "qrPin: updatePin").
   *
   * @param owner the subscriber that the caller vouches for
   * @param current the PIN that was typed as the current one; empty if the text is no PIN
   * @param replacement the PIN that was typed as the new one; empty if the text is not only digits
   * @return the outcome; {@link Refused} also if the owner has no PIN
   */
  public PinChangeOutcome change(
      Subscriber owner, Optional<Pin> current, Optional<Pin> replacement, Actor by) {
    return pinChange.change(new Claim.ByOwner(owner), current, replacement, by);
  }
}
