package io.qrpin.signin;

import io.qrpin.PublicApi;
import io.qrpin.audit.Actor;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.Subscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The PIN of somebody who is known without a badge, as by a token of their own: they change it by
 * proving the current one, on the same ledger as a sign-in.
 *
 * <p>Unlike {@link SignIn} it takes the subscriber from its caller, who vouches for it. A caller
 * who cannot must not be here: a wrong PIN is charged to whom is named. Transactions, errors and
 * thread safety are those of {@link SignIn}.
 */
@PublicApi
@ApplicationScoped
public class OwnPin {

  private Identification identification;
  private OwnerChange ownerChange;

  protected OwnPin() {}

  @Inject
  OwnPin(Identification identification, OwnerChange ownerChange) {
    this.identification = identification;
    this.ownerChange = ownerChange;
  }

  /**
   * Changes the PIN (Graph: qrPin updatePin).
   *
   * @param owner who is known to ask
   * @param current what was typed as the current PIN; empty where it is no PIN
   * @param replacement what was typed as the new PIN; empty where it is not made of digits
   * @return what came of it; {@link PinChangeOutcome.Refused} too where there is no PIN
   */
  public PinChangeOutcome change(
      Subscriber owner, Optional<Pin> current, Optional<Pin> replacement, Actor by) {
    return ownerChange.change(() -> identification.of(owner), current, replacement, by);
  }
}
