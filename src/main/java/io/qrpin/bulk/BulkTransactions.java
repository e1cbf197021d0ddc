package io.qrpin.bulk;

import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The transaction of a line. The mark that the line is done and the change itself are one: after a
 * crash both are there or neither is. Two runs of one key never do a line twice.
 */
@ApplicationScoped
class BulkTransactions {

  private BulkRows rows;

  protected BulkTransactions() {}

  @Inject
  BulkTransactions(BulkRows rows) {
    this.rows = rows;
  }

  /**
   * Makes the change of a line, unless it is made already.
   *
   * @param run the run that remembers it; empty if none does
   * @param change joins this transaction
   */
  @Transactional
  LineOutcome once(
      Optional<UUID> run, String line, SubscriberId subscriber, Supplier<LineOutcome> change) {
    if (run.isPresent() && !rows.claim(run.get(), line, subscriber)) {
      return new LineOutcome.AlreadyDone(subscriber);
    }
    LineOutcome outcome = change.get();
    if (run.isPresent() && !(outcome instanceof LineOutcome.Done)) {
      rows.giveUp(run.get(), line);
    }
    return outcome;
  }
}
