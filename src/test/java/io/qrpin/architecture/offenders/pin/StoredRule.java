package io.qrpin.architecture.offenders.pin;

import jakarta.persistence.PersistenceException;

/** Offends: a rule that knows the database. */
public class StoredRule {
  void review() {
    throw new PersistenceException();
  }
}
