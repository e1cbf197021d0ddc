package io.qrpin.retention;

import io.qrpin.Qrpin;
import io.qrpin.attempts.LedgerRetention;
import io.qrpin.attempts.LedgerRetention.Entry;
import io.qrpin.credential.HistoryRetention;
import io.qrpin.database.Uuid7;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Walks through what may be old enough to be deleted, batch by batch. Thread safety: safe. */
@ApplicationScoped
class Retention {

  static final int BATCH = 500;

  /** Each run may have thousands of lines. */
  private static final int RUNS = 10;

  /** A sweep ends after so many batches; the next one goes on. */
  private static final int MAX_BATCHES = 100;

  private RetentionPolicy policy;
  private RetentionRuns runs;
  private RetentionTransactions transactions;
  private LedgerRetention ledgers;
  private HistoryRetention histories;
  private UserDirectory directory;
  private Clock clock;
  private SecureRandom random;

  protected Retention() {}

  @Inject
  Retention(
      RetentionPolicy policy,
      RetentionRuns runs,
      RetentionTransactions transactions,
      LedgerRetention ledgers,
      HistoryRetention histories,
      UserDirectory directory,
      @Qrpin Clock clock,
      @Qrpin SecureRandom random) {
    this.policy = policy;
    this.runs = runs;
    this.transactions = transactions;
    this.ledgers = ledgers;
    this.histories = histories;
    this.directory = directory;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Works on a task, if it is due and no other node does. A failure leaves it to the next sweep.
   */
  void sweep(RetentionTask task) {
    if (task.keptBy(policy).isZero()) {
      return;
    }
    UUID holder = Uuid7.at(clock.instant(), random);
    Optional<String> position = runs.claim(task, holder);
    Leavers leavers = new Leavers(directory);
    for (int batch = 0; batch < MAX_BATCHES && position.isPresent(); batch++) {
      position =
          switch (task) {
            case PEOPLE -> people(holder, position.get(), leavers);
            case AUDIT -> position.filter(it -> transactions.deleteEvents(holder, BATCH));
            case BULK -> position.filter(it -> transactions.deleteRuns(holder, RUNS));
          };
    }
    if (position.isPresent()) {
      runs.release(task, holder);
    }
  }

  /** One batch; the place where the next one begins, or empty if there is none. */
  private Optional<String> people(UUID holder, String position, Leavers leavers) {
    List<Entry> page = ledgers.page(position, policy.people(), BATCH);
    List<SubscriberId> notSeen = page.stream().filter(Entry::isOld).map(Entry::subscriber).toList();
    Optional<String> next =
        page.size() < BATCH
            ? Optional.empty()
            : Optional.of(page.get(page.size() - 1).subscriber().value());
    Set<SubscriberId> gone = leavers.among(notSeen, histories.withMethod(notSeen));
    return transactions.deletePeople(holder, gone, next) ? next : Optional.empty();
  }
}
