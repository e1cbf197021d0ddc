package io.qrpin.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Where the configuration is kept. */
@ApplicationScoped
class ConfigurationStore {

  @PersistenceContext(unitName = "qrpin")
  private EntityManager entityManager;

  Optional<StoredConfiguration> find() {
    return Optional.ofNullable(
        entityManager.find(StoredConfiguration.class, StoredConfiguration.ID));
  }

  /**
   * Takes the row, making it first where it is missing; its targets are those of the defaults then.
   */
  StoredConfiguration createAndLock() {
    MethodConfiguration defaults = MethodConfiguration.DEFAULTS;
    int made =
        entityManager
            .createNativeQuery(
                "insert into method_configuration (id, enabled, pin_length, code_lifetime_days)"
                    + " values (?1, ?2, ?3, ?4) on conflict (id) do nothing")
            .setParameter(1, StoredConfiguration.ID)
            .setParameter(2, defaults.enabled())
            .setParameter(3, defaults.pinLengthDigits())
            .setParameter(4, defaults.codeLifetimeDays())
            .executeUpdate();
    StoredConfiguration stored =
        entityManager.find(
            StoredConfiguration.class, StoredConfiguration.ID, LockModeType.PESSIMISTIC_WRITE);
    if (made == 1) {
      stored.set(defaults);
    }
    return stored;
  }

  void remove(StoredConfiguration stored) {
    entityManager.remove(stored);
    entityManager.flush();
  }
}
