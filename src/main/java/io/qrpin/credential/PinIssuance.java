package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.pin.PinRefusal;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How an attempt to set a PIN ended. A refusal is an outcome and not an exception: nothing was
 * changed.
 */
@PublicApi
public sealed interface PinIssuance {

  /** The PIN is set. */
  record Issued(IssuedPin issued) implements PinIssuance {}

  /** The policy does not accept the chosen PIN. */
  record Refused(PinRefusal review) implements PinIssuance {}

  /** PINs are generated here, and one was chosen. */
  record ChoiceForbidden() implements PinIssuance {}

  /** Maps every outcome: one function a case. */
  default <R> R fold(
      Function<IssuedPin, R> issued, Function<PinRefusal, R> refused, Supplier<R> choiceForbidden) {
    if (this instanceof Issued outcome) {
      return issued.apply(outcome.issued());
    }
    if (this instanceof Refused outcome) {
      return refused.apply(outcome.review());
    }
    return choiceForbidden.get();
  }
}
