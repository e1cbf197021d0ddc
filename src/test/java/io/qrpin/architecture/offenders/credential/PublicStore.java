package io.qrpin.architecture.offenders.credential;

import jakarta.persistence.EntityManager;

/** Offends: a store that everybody can call. */
public class PublicStore {
  private EntityManager entityManager;
}
