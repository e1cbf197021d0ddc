package io.qrpin.bulk;

import io.qrpin.PublicApi;
import io.qrpin.audit.Actor;
import io.qrpin.credential.BulkIssuance;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.Overloaded;
import io.qrpin.subscriber.SubscriberId;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Begins runs through lists of workers. Thread safety: safe. */
@PublicApi
@ApplicationScoped
public class BulkEnrolment {

  /** Each run holds a list in memory and a thread that waits for results. */
  public static final int MAX_RUNS = 8;

  /** While one line of a permit is hashed, the other reads and writes. */
  private static final int LINES_PER_PERMIT = 2;

  @Resource private ManagedExecutorService executor;

  private final Semaphore runs = new Semaphore(MAX_RUNS);

  private BulkIssuance issuance;
  private MethodLifecycle methods;
  private BulkTransactions transactions;
  private BulkRows rows;
  private HashingPermits permits;

  protected BulkEnrolment() {}

  @Inject
  BulkEnrolment(
      BulkIssuance issuance,
      MethodLifecycle methods,
      BulkTransactions transactions,
      BulkRows rows,
      HashingPermits permits) {
    this.issuance = issuance;
    this.methods = methods;
    this.transactions = transactions;
    this.rows = rows;
    this.permits = permits;
  }

  /**
   * Begins a run. Nothing is done before its first result is taken. The caller closes it.
   *
   * @param targets decides on whom the run may act
   * @param key lets the caller send the list again: what is done then is not done twice; empty to
   *     remember nothing
   * @param maxFailed the run ends after so many failed lines, 1 or more
   * @return the run, or {@link BulkStart.KeyReused}
   * @throws Overloaded if {@value #MAX_RUNS} runs are under way on this server
   * @throws IllegalArgumentException if {@code maxFailed} is not positive
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public BulkStart begin(
      BulkList list, BulkTargets targets, Optional<IdempotencyKey> key, int maxFailed, Actor by) {
    if (maxFailed < 1) {
      throw new IllegalArgumentException("maxFailed must be 1 or more");
    }
    Optional<UUID> remembered = key.flatMap(it -> rows.begin(it, list, by));
    if (key.isPresent() && remembered.isEmpty()) {
      return new BulkStart.KeyReused();
    }
    Map<String, SubscriberId> doneBefore = remembered.map(rows::done).orElse(Map.of());
    BulkWork work = new BulkWork(issuance, methods, transactions, targets, remembered, by);
    if (!runs.tryAcquire()) {
      throw permits.turnedAway();
    }
    return new BulkRun(
        list,
        doneBefore,
        work::carryOut,
        maxFailed,
        LINES_PER_PERMIT * permits.bulkPermits(),
        executor,
        runs::release);
  }
}
