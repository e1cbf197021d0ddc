package io.qrpin.architecture.offenders.signin;

import org.eclipse.microprofile.jwt.JsonWebToken;

/** Offends: bearer tokens outside of their door. */
public class KnowsTokens {
  private JsonWebToken token;
}
