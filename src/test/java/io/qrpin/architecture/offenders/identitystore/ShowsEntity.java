package io.qrpin.architecture.offenders.identitystore;

import io.qrpin.architecture.offenders.credential.OpenEntity;

/** Offends: a door that shows an entity. */
public class ShowsEntity {
  public OpenEntity get() {
    return null;
  }
}
