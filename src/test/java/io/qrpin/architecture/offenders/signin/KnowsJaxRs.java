package io.qrpin.architecture.offenders.signin;

import jakarta.ws.rs.GET;

/** Offends: JAX-RS outside of its door. */
public class KnowsJaxRs {
  @GET
  public void get() {}
}
