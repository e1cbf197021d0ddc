package example.foreign;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Counts the notes. */
@Stateless
public class Archive {

  @PersistenceContext private EntityManager entities;

  public long size() {
    return entities.createQuery("select count(n) from Note n", Long.class).getSingleResult();
  }
}
