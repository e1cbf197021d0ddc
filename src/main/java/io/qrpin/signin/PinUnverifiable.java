package io.qrpin.signin;

import io.qrpin.PublicApi;

/**
 * A PIN could not be compared: what is stored of it cannot be read, or it cannot be hashed here.
 * Nothing was learnt about the PIN, and the attempt costs nothing. It is an operator's to mend, and
 * never a wrong PIN.
 */
@PublicApi
public class PinUnverifiable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PinUnverifiable(RuntimeException cause) {
    super("a PIN could not be compared", cause);
  }
}
