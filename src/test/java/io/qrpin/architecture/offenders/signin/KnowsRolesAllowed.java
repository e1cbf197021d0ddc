package io.qrpin.architecture.offenders.signin;

import jakarta.annotation.security.RolesAllowed;

/** Offends: permissions by annotation. */
public class KnowsRolesAllowed {
  @RolesAllowed("administrator")
  public void deed() {}
}
