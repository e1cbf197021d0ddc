package io.qrpin.architecture.offenders.credential;

import jakarta.persistence.EntityManagerFactory;

/** Offends: an entity manager outside of a store. */
class OwnFactory {
  private EntityManagerFactory factory;
}
