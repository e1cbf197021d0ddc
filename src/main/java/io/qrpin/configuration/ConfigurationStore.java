package io.qrpin.configuration;

import io.qrpin.configuration.MethodConfiguration.Target;
import io.qrpin.configuration.MethodConfiguration.TargetType;
import io.qrpin.database.AttemptConnections;
import io.qrpin.database.Reads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Where the configuration is kept. */
@ApplicationScoped
class ConfigurationStore {

  private static final String CONFIGURATION =
      """
      select c.enabled, c.pin_length, c.code_lifetime_days,
             t.excluded, t.target_id, t.target_type, t.registration_required
        from method_configuration c
        left join method_configuration_target t on t.configuration_id = c.id
       where c.id = ?
       order by t.position
      """;

  @PersistenceContext(unitName = "qrpin")
  private EntityManager entityManager;

  @Inject private AttemptConnections attempts;
  @Inject private Reads reads;

  /** What holds for the caller. */
  Optional<MethodConfiguration> find() {
    return in(reads.query(CONFIGURATION, List.of(StoredConfiguration.ID), Row::of));
  }

  /** What is committed, outside of the caller's transaction. */
  Optional<MethodConfiguration> committed() {
    return in(attempts.query(CONFIGURATION, List.of(StoredConfiguration.ID), Row::of));
  }

  private static Optional<MethodConfiguration> in(List<Row> rows) {
    return rows.stream().findFirst().map(first -> first.with(rows));
  }

  /** The configuration, and one of its targets; none in the only row where it has none. */
  private record Row(
      boolean enabled, int pinLength, int codeLifetimeDays, Target target, boolean excluded) {

    static Row of(ResultSet row) throws SQLException {
      String type = row.getString("target_type");
      return new Row(
          row.getBoolean("enabled"),
          row.getInt("pin_length"),
          row.getInt("code_lifetime_days"),
          type == null
              ? null
              : new Target(
                  TargetType.valueOf(type.toUpperCase(Locale.ROOT)),
                  row.getString("target_id"),
                  row.getBoolean("registration_required")),
          row.getBoolean("excluded"));
    }

    MethodConfiguration with(List<Row> all) {
      return new MethodConfiguration(
          enabled, pinLength, codeLifetimeDays, targets(all, false), targets(all, true));
    }

    private static List<Target> targets(List<Row> all, boolean excluded) {
      return all.stream()
          .filter(row -> row.excluded == excluded)
          .map(Row::target)
          .filter(Objects::nonNull)
          .toList();
    }
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
      set(stored, defaults);
    }
    return stored;
  }

  void set(StoredConfiguration stored, MethodConfiguration value) {
    stored.set(value);
    entityManager.flush();
  }

  void remove(StoredConfiguration stored) {
    entityManager.remove(stored);
    entityManager.flush();
  }
}
