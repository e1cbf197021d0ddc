package io.qrpin.configuration;

import io.qrpin.configuration.MethodConfiguration.Target;
import io.qrpin.configuration.MethodConfiguration.TargetType;
import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Stores the configuration: one row, and one row for each target. Without a row defaults hold. */
@ApplicationScoped
class ConfigurationStore {

  private static final String ID = "QRCodePin";

  /** One row for each target; one row without a target where there is none. */
  private static final Sql READ =
      Sql.of(
          """
          select c.enabled, c.pin_length, c.code_lifetime_days,
                 t.excluded, t.target_id, t.target_type, t.registration_required
            from method_configuration c
            left join method_configuration_target t on t.configuration_id = c.id
           where c.id = :id
           order by t.position
          """);

  private static final Sql CREATE =
      Sql.of(
          """
          insert into method_configuration (id, enabled, pin_length, code_lifetime_days)
          values (:id, :enabled, :pinLength, :lifetime)
          on conflict (id) do nothing
          returning 1
          """);

  /**
   * Is a statement of its own: a join would lock the newest row and yet show the targets as they
   * were before it waited.
   */
  private static final Sql LOCK =
      Sql.of("select 1 from method_configuration where id = :id for update");

  private static final Sql WRITE =
      Sql.of(
          """
          with former as (
            delete from method_configuration_target where configuration_id = :id
          )
          update method_configuration
             set enabled = :enabled, pin_length = :pinLength, code_lifetime_days = :lifetime
           where id = :id
          returning 1
          """);

  private static final Sql ADD_TARGET =
      Sql.of(
          """
          insert into method_configuration_target
            (configuration_id, excluded, position, target_id, target_type, registration_required)
          values (:id, :excluded, :position, :target, :type, :registrationRequired)
          returning 1
          """);

  /** The targets go with the row. */
  private static final Sql DELETE =
      Sql.of("delete from method_configuration where id = :id returning 1");

  private Database database;

  protected ConfigurationStore() {}

  @Inject
  ConfigurationStore(Database database) {
    this.database = database;
  }

  /** The configuration as the caller's transaction sees it. */
  MethodConfiguration current() {
    return configuration(database.joined(READ.with("id", ID), Row::of))
        .orElse(MethodConfiguration.DEFAULTS);
  }

  /** The committed configuration, whatever the caller's transaction has changed. */
  MethodConfiguration committed() {
    return configuration(database.alone(READ.with("id", ID), Row::of))
        .orElse(MethodConfiguration.DEFAULTS);
  }

  /**
   * Locks the row, which is created where it is missing, and then reads it. So no change that is
   * committed meanwhile is lost.
   */
  MethodConfiguration lock() {
    while (true) {
      if (!database
          .joined(withValues(CREATE, MethodConfiguration.DEFAULTS), row -> true)
          .isEmpty()) {
        return MethodConfiguration.DEFAULTS;
      }
      if (!database.joined(LOCK.with("id", ID), row -> true).isEmpty()) {
        return current();
      }
      // Another transaction has deleted the row between the two statements.
    }
  }

  /** Replaces the configuration in the locked row. */
  void write(MethodConfiguration value) {
    database.joined(withValues(WRITE, value), row -> true);
    addTargets(value.include(), false, 0);
    addTargets(value.exclude(), true, value.include().size());
  }

  private void addTargets(List<Target> targets, boolean excluded, int firstPosition) {
    int position = firstPosition;
    for (Target target : targets) {
      Sql.Bound add =
          ADD_TARGET
              .with("id", ID)
              .with("excluded", excluded)
              .with("position", position++)
              .with("target", target.id())
              .with("type", target.type().name().toLowerCase(Locale.ROOT))
              .with("registrationRequired", target.registrationRequired());
      database.joined(add, row -> true);
    }
  }

  /** Deletes the locked row, so that the defaults hold. */
  void delete() {
    database.joined(DELETE.with("id", ID), row -> true);
  }

  private static Sql.Bound withValues(Sql statement, MethodConfiguration value) {
    return statement
        .with("id", ID)
        .with("enabled", value.enabled())
        .with("pinLength", value.pinLengthDigits())
        .with("lifetime", value.codeLifetimeDays());
  }

  private static Optional<MethodConfiguration> configuration(List<Row> rows) {
    return rows.stream().findFirst().map(first -> first.with(rows));
  }

  /** The configuration and one of its targets; null where it has none. */
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
}
