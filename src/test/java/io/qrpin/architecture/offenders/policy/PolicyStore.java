package io.qrpin.architecture.offenders.policy;

import jakarta.persistence.EntityManager;

/** Harmless: so do stores. */
class PolicyStore {
  private EntityManager entityManager;
}
