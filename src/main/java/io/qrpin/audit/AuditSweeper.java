package io.qrpin.audit;

import io.qrpin.database.Database;
import io.qrpin.database.Sql;
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

/**
 * Every five minutes, extends the chain and makes the partitions of the next months. Every node has
 * a sweeper. A failure leaves the work to the next sweep, of any node.
 */
@ApplicationScoped
class AuditSweeper {

  private static final Log LOG = Log.of(AuditSweeper.class);
  private static final int PERIOD_MINUTES = 5;

  private static final Sql PREPARE = Sql.of("select prepare_event_partitions()");

  @Resource private ManagedScheduledExecutorService executor;

  private Database database;
  private AuditChain chain;
  private ScheduledFuture<?> sweeping;

  protected AuditSweeper() {}

  @Inject
  AuditSweeper(Database database, AuditChain chain) {
    this.database = database;
    this.chain = chain;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    sweeping =
        executor.scheduleWithFixedDelay(
            this::sweep, PERIOD_MINUTES, PERIOD_MINUTES, TimeUnit.MINUTES);
  }

  private void sweep() {
    // Each by itself: a token that does not sign must not leave the trail without partitions.
    orLater(() -> database.alone(PREPARE.bound(), row -> true));
    orLater(chain::extend);
  }

  private static void orLater(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // The executor never runs a task again that has thrown.
      LOG.add(Message.TRAIL_UNATTENDED.because(e));
    }
  }

  @PreDestroy
  void stop() {
    if (sweeping != null) {
      sweeping.cancel(true);
    }
  }
}
