package io.qrpin.architecture.offenders.rest;

import jakarta.persistence.PersistenceException;

/** Offends: a door that knows persistence. */
public class CatchesPersistence {
  void deed(PersistenceException e) {}
}
