package example.foreign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

/** The notes. */
@ApplicationScoped
public class Notes {

  @PersistenceContext private EntityManager entities;

  @Transactional
  public void add(String text) {
    entities.merge(new Note(text));
  }

  public List<String> all() {
    return entities
        .createQuery("select n.text from Note n order by n.text", String.class)
        .getResultList();
  }
}
