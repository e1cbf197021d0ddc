package io.qrpin.architecture.offenders.identitystore;

import jakarta.persistence.PersistenceException;

/** Offends: a door that knows persistence. */
public class CatchesPersistence {
  void deed(PersistenceException e) {}
}
