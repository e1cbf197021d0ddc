package io.qrpin.architecture.offenders.credential;

import jakarta.persistence.EntityManager;

/** Harmless: as a store should be. */
class ProperStore {
  private EntityManager entityManager;
}
