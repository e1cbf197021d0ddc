package io.qrpin.architecture.offenders.identitystore;

/** Harmless: it knows the word. */
public class Chain {
  private BadgeIdentityStore first;
}
