package io.qrpin.audit;

import io.qrpin.Qrpin;
import io.qrpin.audit.Checkpoints.Last;
import io.qrpin.log.Log;
import io.qrpin.log.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Chains the audit rows that are settled, in batches and off the path of sign-ins. Every node may
 * do so at any time: the sequence of a checkpoint is its key, so that of several nodes which
 * continue the chain at once one does, and the others have read and hashed a batch in vain. No node
 * holds a lease that could outlive it. Thread safety: safe.
 */
@ApplicationScoped
class AuditChain {

  private static final Log LOG = Log.of(AuditChain.class);

  /** Rows of a checkpoint; its list takes 48 bytes for each. */
  static final int BATCH = 1_000;

  /** An extension ends after so many checkpoints; the next one goes on. */
  static final int MAX_BATCHES = 100;

  private AuditLog log;
  private Checkpoints checkpoints;
  private ChainPolicy policy;
  private Clock clock;

  protected AuditChain() {}

  @Inject
  AuditChain(AuditLog log, Checkpoints checkpoints, ChainPolicy policy, @Qrpin Clock clock) {
    this.log = log;
    this.checkpoints = checkpoints;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * Adds checkpoints until all settled rows are on the list of one.
   *
   * @return the number of checkpoints that this node has added; 0 without a key
   */
  int extend() {
    Optional<CheckpointKey> key = policy.key();
    int added = 0;
    while (key.isPresent() && added < MAX_BATCHES && extend(key.get())) {
      added++;
    }
    return added;
  }

  /** Adds one checkpoint; false if there are no rows for it, or another node was quicker. */
  private boolean extend(CheckpointKey signing) {
    Optional<Last> last = checkpoints.last();
    AuditPosition after = last.map(Last::position).orElse(AuditPosition.BEGINNING);
    if (log.isOfAnotherCluster(after)) {
      LOG.add(Message.CHAIN_OF_ANOTHER_CLUSTER.entry());
      return false;
    }
    List<AuditRow> rows = log.settled(AuditFilter.NONE, after, BATCH);
    return !rows.isEmpty()
        && checkpoints.append(
            Checkpoint.after(last.map(Last::checkpoint), rows, clock.instant(), signing), rows);
  }
}
