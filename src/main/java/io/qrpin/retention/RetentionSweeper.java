package io.qrpin.retention;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Looks every ten minutes whether a run is due. Every node has a sweeper. */
@ApplicationScoped
class RetentionSweeper {

  private static final Logger LOG = Logger.getLogger(RetentionSweeper.class.getName());
  private static final int PERIOD_MINUTES = 10;

  @Resource private ManagedScheduledExecutorService executor;

  private Retention retention;
  private ScheduledFuture<?> sweeping;

  protected RetentionSweeper() {}

  @Inject
  RetentionSweeper(Retention retention) {
    this.retention = retention;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    sweeping =
        executor.scheduleWithFixedDelay(
            this::sweep, PERIOD_MINUTES, PERIOD_MINUTES, TimeUnit.MINUTES);
  }

  private void sweep() {
    for (RetentionTask task : RetentionTask.values()) {
      try {
        retention.sweep(task);
      } catch (RuntimeException e) {
        // The executor never runs a task again that has thrown.
        LOG.log(Level.WARNING, "old data was not deleted; a later sweep tries again: " + task, e);
      }
    }
  }

  @PreDestroy
  void stop() {
    if (sweeping != null) {
      sweeping.cancel(true);
    }
  }
}
