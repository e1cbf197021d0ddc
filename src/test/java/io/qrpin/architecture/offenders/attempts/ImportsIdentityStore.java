package io.qrpin.architecture.offenders.attempts;

import io.qrpin.architecture.offenders.identitystore.Door;

/** Offends: a room that knows who calls. */
public class ImportsIdentityStore {
  private Door door;
}
