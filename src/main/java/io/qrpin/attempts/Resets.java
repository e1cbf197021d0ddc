package io.qrpin.attempts;

import io.qrpin.audit.Actor;
import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What happens to the ledger when the PIN itself is set, changed or deleted: in the transaction of
 * that change, and undone with it.
 */
interface Resets {

  /**
   * What a reset did.
   *
   * @param generation of the PIN that may be set now
   * @param unlockedAt when a lock ended with it; empty where there was none
   */
  record Reset(int generation, Optional<Instant> unlockedAt) {}

  /** Makes the row where it is missing, takes it, and begins anew. */
  Reset reset(SubscriberId subscriber, Actor by);

  /**
   * Settles a charge as right and begins anew.
   *
   * @return the generation of the PIN that may be set now; empty where charge or code do not hold
   *     any more, and then nothing was changed
   */
  Optional<Integer> change(Charge charge, Optional<UUID> code);
}
