package io.qrpin.architecture.offenders.identitystore;

import jakarta.security.enterprise.identitystore.IdentityStore;

/** Harmless: the word is Jakarta Security's. */
public class BadgeIdentityStore implements IdentityStore {
  private BadgeIdentityStore next;
}
