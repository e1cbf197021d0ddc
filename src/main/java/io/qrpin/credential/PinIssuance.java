package io.qrpin.credential;

import io.qrpin.PublicApi;

/**
 * The result of creating or resetting a PIN. A refusal is an outcome and not an exception. Only
 * {@link IssuedPin} changed anything.
 */
@PublicApi
public sealed interface PinIssuance permits IssuedPin, PinRefused, ChoiceForbidden {

  /** One method for each outcome. */
  interface Cases<R> {
    R issued(IssuedPin issued);

    R refused(PinRefused refused);

    R choiceForbidden(ChoiceForbidden forbidden);
  }

  /** Calls the method that belongs to this outcome. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof IssuedPin outcome) {
      return cases.issued(outcome);
    }
    if (this instanceof PinRefused outcome) {
      return cases.refused(outcome);
    }
    return cases.choiceForbidden((ChoiceForbidden) this);
  }
}
