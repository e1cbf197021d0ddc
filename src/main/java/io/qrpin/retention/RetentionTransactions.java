package io.qrpin.retention;

import io.qrpin.Qrpin;
import io.qrpin.attempts.LedgerRetention;
import io.qrpin.audit.Actor;
import io.qrpin.audit.AuditEvent;
import io.qrpin.audit.AuditRetention;
import io.qrpin.audit.RetentionApplied;
import io.qrpin.bulk.BulkRetention;
import io.qrpin.credential.HistoryRetention;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The transactions of the retention, one for each batch. Rows are locked in the order in which the
 * change of a credential locks them: the ledger's, then the history's.
 */
@ApplicationScoped
class RetentionTransactions {

  private RetentionRuns runs;
  private RetentionPolicy policy;
  private LedgerRetention ledgers;
  private HistoryRetention histories;
  private AuditRetention audit;
  private BulkRetention bulk;
  private Event<AuditEvent> events;
  private Clock clock;

  protected RetentionTransactions() {}

  @Inject
  RetentionTransactions(
      RetentionRuns runs,
      RetentionPolicy policy,
      LedgerRetention ledgers,
      HistoryRetention histories,
      AuditRetention audit,
      BulkRetention bulk,
      Event<AuditEvent> events,
      @Qrpin Clock clock) {
    this.runs = runs;
    this.policy = policy;
    this.ledgers = ledgers;
    this.histories = histories;
    this.audit = audit;
    this.bulk = bulk;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Deletes ledgers and history of people who have left.
   *
   * @param position where the next batch begins; empty if this is the last one
   * @return whether another batch follows; false, and nothing was deleted, if the lease was lost
   */
  @Transactional
  boolean deletePeople(UUID holder, Set<SubscriberId> leavers, Optional<String> position) {
    if (!runs.hold(RetentionTask.PEOPLE, holder, position.orElse(""))) {
      return false;
    }
    Set<SubscriberId> deleted = ledgers.delete(leavers, policy.people());
    if (!deleted.isEmpty()) {
      int pins = histories.delete(deleted);
      events.fire(new RetentionApplied(Actor.system(), clock.instant(), deleted.size(), pins));
    }
    if (position.isEmpty()) {
      runs.finish(RetentionTask.PEOPLE, holder);
    }
    return position.isPresent();
  }

  /**
   * Deletes the oldest audit rows. The audit row of that is written in the database.
   *
   * @param most the size of a batch
   * @return whether another batch follows; false, and nothing was deleted, if the lease was lost
   */
  @Transactional
  boolean deleteEvents(UUID holder, int most) {
    if (!runs.hold(RetentionTask.AUDIT, holder, "")) {
      return false;
    }
    if (audit.delete(policy.audit(), most) == most) {
      return true;
    }
    runs.finish(RetentionTask.AUDIT, holder);
    return false;
  }

  /**
   * Forgets the oldest bulk runs. Their changes have audit rows of their own.
   *
   * @param most the size of a batch
   * @return whether another batch follows; false, and nothing was deleted, if the lease was lost
   */
  @Transactional
  boolean deleteRuns(UUID holder, int most) {
    if (!runs.hold(RetentionTask.BULK, holder, "")) {
      return false;
    }
    if (bulk.delete(most) == most) {
      return true;
    }
    runs.finish(RetentionTask.BULK, holder);
    return false;
  }
}
