package io.qrpin.signin;

import io.qrpin.PublicApi;

/**
 * A PIN could not be compared: its stored hash cannot be read, or PINs cannot be hashed now.
 * Nothing was learnt about the PIN, and the attempt costs nothing. It is never a wrong PIN; an
 * operator must act.
 */
@PublicApi
public class PinUnverifiable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PinUnverifiable(RuntimeException cause) {
    super("a PIN could not be compared", cause);
  }
}
