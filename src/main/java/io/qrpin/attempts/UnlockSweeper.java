package io.qrpin.attempts;

import io.qrpin.log.Log;
import io.qrpin.log.Message;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Records the end of locks whose subscribers stay away. Every node has a sweeper; the first one
 * that finds an end records it. An attempt ends its own lock and waits for no sweeper.
 */
@ApplicationScoped
class UnlockSweeper {

  private static final Log LOG = Log.of(UnlockSweeper.class);
  private static final Duration MAX_PERIOD = Duration.ofSeconds(30);
  private static final int MAX_AT_ONCE = 1_000;

  @Resource private ManagedScheduledExecutorService executor;

  private AttemptLedger ledger;
  private ThrottlingPolicy policy;
  private ScheduledFuture<?> sweeping;

  protected UnlockSweeper() {}

  @Inject
  UnlockSweeper(AttemptLedger ledger, ThrottlingPolicy policy) {
    this.ledger = ledger;
    this.policy = policy;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    Duration shortestWait = policy.waits().get(0);
    Duration period = shortestWait.compareTo(MAX_PERIOD) < 0 ? shortestWait : MAX_PERIOD;
    long millis = period.toMillis();
    sweeping = executor.scheduleWithFixedDelay(this::sweep, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    try {
      ledger.unlockAbsent(MAX_AT_ONCE);
    } catch (RuntimeException e) {
      // The executor never runs a task again that has thrown.
      LOG.add(Message.UNLOCKING_POSTPONED.because(e));
    }
  }

  @PreDestroy
  void stop() {
    if (sweeping != null) {
      sweeping.cancel(true);
    }
  }
}
