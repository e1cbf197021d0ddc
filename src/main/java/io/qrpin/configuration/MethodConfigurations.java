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
import java.util.function.UnaryOperator;

/**
 * The method's configuration: read, changed, set back to its defaults. It is read from the database
 * each time, so that all nodes say the same.
 *
 * <p>Thread safety: safe.
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

  /**
   * What holds now, for the caller's transaction.
   *
   * @throws io.qrpin.database.DatabaseUnavailable when the database does not answer
   */
  public MethodConfiguration current() {
    return store.find().orElse(MethodConfiguration.DEFAULTS);
  }

  /**
   * What is committed, whatever the caller's transaction has changed: what a sign-in goes by.
   *
   * @throws io.qrpin.database.DatabaseUnavailable when the database does not answer
   */
  public MethodConfiguration committed() {
    return store.committed().orElse(MethodConfiguration.DEFAULTS);
  }

  /**
   * Changes it.
   *
   * @param change makes the new from the old
   * @return what holds now
   */
  @Transactional
  public MethodConfiguration change(UnaryOperator<MethodConfiguration> change, Actor by) {
    StoredConfiguration stored = store.createAndLock();
    MethodConfiguration before = stored.value();
    MethodConfiguration after = change.apply(before);
    store.set(stored, after);
    tell(before, after, by);
    return after;
  }

  /** Sets it back to the defaults. */
  @Transactional
  public void reset(Actor by) {
    StoredConfiguration stored = store.createAndLock();
    MethodConfiguration before = stored.value();
    store.remove(stored);
    tell(before, MethodConfiguration.DEFAULTS, by);
  }

  private void tell(MethodConfiguration before, MethodConfiguration after, Actor by) {
    if (!before.equals(after)) {
      events.fire(
          new ConfigurationChanged(by, clock.instant(), before.toString(), after.toString()));
    }
  }
}
