package io.qrpin.architecture.offenders.credential;

import jakarta.persistence.EntityManager;

/** Offends: an entity manager outside of a store. */
class Finder {
  Object find(EntityManager entityManager) {
    return entityManager.find(Object.class, 1);
  }
}
