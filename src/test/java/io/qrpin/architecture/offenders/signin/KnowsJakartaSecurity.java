package io.qrpin.architecture.offenders.signin;

import jakarta.security.enterprise.identitystore.IdentityStore;

/** Offends: Jakarta Security outside of its door. */
public class KnowsJakartaSecurity {
  private IdentityStore store;
}
