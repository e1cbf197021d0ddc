package io.qrpin.configuration;

import io.qrpin.PublicApi;
import io.qrpin.Qrpin;
import io.qrpin.audit.Actor;
import io.qrpin.audit.AuditEvent;
import io.qrpin.audit.ConfigurationChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

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

  private ConfigurationStore store;
  private Event<AuditEvent> events;
  private Clock clock;

  protected MethodConfigurations() {}

  @Inject
  MethodConfigurations(ConfigurationStore store, Event<AuditEvent> events, @Qrpin Clock clock) {
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  /** The configuration as the caller's transaction sees it, or else the committed one. */
  public MethodConfiguration current() {
    return store.current();
  }

  /**
   * The committed configuration, whatever the caller's transaction has changed. A sign-in goes by
   * it.
   */
  public MethodConfiguration committed() {
    return store.committed();
  }

  /**
   * Changes the configuration in the caller's transaction, or in one of its own.
   *
   * @param change makes the new configuration from the old one; what it throws undoes the change
   * @return the new configuration
   */
  @Transactional
  public MethodConfiguration change(UnaryOperator<MethodConfiguration> change, Actor by) {
    MethodConfiguration before = store.lock();
    MethodConfiguration after = change.apply(before);
    store.write(after);
    fireIfChanged(before, after, by);
    return after;
  }

  /** Sets the configuration back to the defaults. */
  @Transactional
  public void reset(Actor by) {
    MethodConfiguration before = store.lock();
    store.delete();
    fireIfChanged(before, MethodConfiguration.DEFAULTS, by);
  }

  private void fireIfChanged(MethodConfiguration before, MethodConfiguration after, Actor by) {
    Map<String, String> oldValues = new HashMap<>(before.attributes());
    Map<String, String> newValues = new HashMap<>(after.attributes());
    oldValues.entrySet().removeAll(after.attributes().entrySet());
    newValues.entrySet().removeAll(before.attributes().entrySet());
    if (!newValues.isEmpty()) {
      events.fire(new ConfigurationChanged(by, clock.instant(), oldValues, newValues));
    }
  }
}
