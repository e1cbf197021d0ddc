package io.qrpin.architecture.offenders.lifecycle;

import jakarta.persistence.EntityManager;

/** Harmless: as a store should be. */
class ProperStore {
  private EntityManager entityManager;
}
