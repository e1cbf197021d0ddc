package io.qrpin.audit;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Writes the rows of refusals every few seconds, and the rest when the application stops. */
@ApplicationScoped
class RefusalSweeper {

  private static final int PERIOD_SECONDS = 5;

  @Resource private ManagedScheduledExecutorService executor;

  private RefusalTrail trail;
  private ScheduledFuture<?> sweeping;

  protected RefusalSweeper() {}

  @Inject
  RefusalSweeper(RefusalTrail trail) {
    this.trail = trail;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    sweeping =
        executor.scheduleWithFixedDelay(
            trail::writeDue, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /** Before the beans are destroyed, while the database can still be reached. */
  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    if (sweeping != null) {
      sweeping.cancel(false);
    }
    trail.writeAll();
  }
}
