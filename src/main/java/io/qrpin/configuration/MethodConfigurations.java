package io.qrpin.configuration;

import io.qrpin.PublicApi;
import io.qrpin.audit.Actor;
import io.qrpin.audit.AuditEvent;
import io.qrpin.audit.ConfigurationChanged;
import io.qrpin.configuration.MethodConfiguration.Target;
import io.qrpin.configuration.MethodConfiguration.TargetType;
import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reads and changes the method's configuration. It is read from the database each time, so that all
 * nodes agree.
 *
 * <p>All methods throw {@link io.qrpin.database.DatabaseUnavailable} when the database does not
 * answer. Thread safety: safe.
 */
@PublicApi
@ApplicationScoped
public class MethodConfigurations {

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

  /** The clock that all audit rows of changes go by. */
  private static final Sql NOW = Sql.of("select clock_timestamp() as now");

  private Database database;
  private Event<AuditEvent> events;

  protected MethodConfigurations() {}

  @Inject
  MethodConfigurations(Database database, Event<AuditEvent> events) {
    this.database = database;
    this.events = events;
  }

  /** The configuration as the caller's transaction sees it, or else the committed one. */
  public MethodConfiguration current() {
    return whole(database.joined(READ.with("id", ID), MethodConfigurations::read));
  }

  /** The committed configuration, whatever the caller's transaction has changed. */
  public MethodConfiguration committed() {
    return whole(database.alone(READ.with("id", ID), MethodConfigurations::read));
  }

  /**
   * Changes the configuration in the caller's transaction, or in one of its own.
   *
   * @param change makes the new configuration from the old one; what it throws undoes the change
   * @return the new configuration
   */
  @Transactional
  public MethodConfiguration change(UnaryOperator<MethodConfiguration> change, Actor by) {
    MethodConfiguration before = lock();
    MethodConfiguration after = change.apply(before);
    run(withValues(WRITE, after));
    addTargets(after.include(), false, 0);
    addTargets(after.exclude(), true, after.include().size());
    fireIfChanged(before, after, by);
    return after;
  }

  /**
   * Enables the method for its targets, which are all users until somebody changes them, in the
   * caller's transaction or in one of its own. A method that is enabled already stays so.
   *
   * @return the new configuration
   */
  @Transactional
  public MethodConfiguration enable(Actor by) {
    return change(
        before ->
            new MethodConfiguration(
                true,
                before.pinLengthDigits(),
                before.codeLifetimeDays(),
                before.include(),
                before.exclude()),
        by);
  }

  /** Sets the configuration back to the defaults. */
  @Transactional
  public void reset(Actor by) {
    MethodConfiguration before = lock();
    run(DELETE.with("id", ID));
    fireIfChanged(before, MethodConfiguration.DEFAULTS, by);
  }

  /**
   * Locks the row, which is created where it is missing, and then reads it. So no change that is
   * committed meanwhile is lost.
   */
  private MethodConfiguration lock() {
    while (true) {
      if (run(withValues(CREATE, MethodConfiguration.DEFAULTS))) {
        return MethodConfiguration.DEFAULTS;
      }
      if (run(LOCK.with("id", ID))) {
        return current();
      }
      // Another transaction has deleted the row between the two statements.
    }
  }

  /** Returns whether the statement found or made a row. */
  private boolean run(Sql.Bound statement) {
    return !database.joined(statement, row -> true).isEmpty();
  }

  private void addTargets(List<Target> targets, boolean excluded, int firstPosition) {
    int position = firstPosition;
    for (Target target : targets) {
      run(
          ADD_TARGET
              .with("id", ID)
              .with("excluded", excluded)
              .with("position", position++)
              .with("target", target.id())
              .with("type", target.type().name().toLowerCase(Locale.ROOT))
              .with("registrationRequired", target.registrationRequired()));
    }
  }

  private void fireIfChanged(MethodConfiguration before, MethodConfiguration after, Actor by) {
    Map<String, String> oldValues = new HashMap<>(before.attributes());
    Map<String, String> newValues = new HashMap<>(after.attributes());
    oldValues.entrySet().removeAll(after.attributes().entrySet());
    newValues.entrySet().removeAll(before.attributes().entrySet());
    if (!newValues.isEmpty()) {
      Instant now =
          database.joined(NOW.bound(), row -> Database.instant(row, "now").orElseThrow()).get(0);
      events.fire(new ConfigurationChanged(by, now, oldValues, newValues));
    }
  }

  private static Sql.Bound withValues(Sql statement, MethodConfiguration value) {
    return statement
        .with("id", ID)
        .with("enabled", value.enabled())
        .with("pinLength", value.pinLengthDigits())
        .with("lifetime", value.codeLifetimeDays());
  }

  private static MethodConfiguration whole(List<MethodConfiguration> eachWithOneTarget) {
    return eachWithOneTarget.stream()
        .reduce(MethodConfigurations::withTargetsOf)
        .orElse(MethodConfiguration.DEFAULTS);
  }

  private static MethodConfiguration withTargetsOf(
      MethodConfiguration one, MethodConfiguration other) {
    return new MethodConfiguration(
        one.enabled(),
        one.pinLengthDigits(),
        one.codeLifetimeDays(),
        Stream.concat(one.include().stream(), other.include().stream()).toList(),
        Stream.concat(one.exclude().stream(), other.exclude().stream()).toList());
  }

  private static MethodConfiguration read(ResultSet row) throws SQLException {
    String type = row.getString("target_type");
    List<Target> target =
        type == null
            ? List.of()
            : List.of(
                new Target(
                    TargetType.valueOf(type.toUpperCase(Locale.ROOT)),
                    row.getString("target_id"),
                    row.getBoolean("registration_required")));
    boolean excluded = row.getBoolean("excluded");
    return new MethodConfiguration(
        row.getBoolean("enabled"),
        row.getInt("pin_length"),
        row.getInt("code_lifetime_days"),
        excluded ? List.of() : target,
        excluded ? target : List.of());
  }
}
