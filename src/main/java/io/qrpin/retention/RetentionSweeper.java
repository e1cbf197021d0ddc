package io.qrpin.retention;

import io.qrpin.log.Log;
import io.qrpin.log.Message;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks every ten minutes whether a run is due. Every node has a sweeper. */
@ApplicationScoped
class RetentionSweeper {

  private static final Log LOG = Log.of(RetentionSweeper.class);
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
        LOG.add(Message.RETENTION_POSTPONED.with("task", task).because(e));
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
