package io.qrpin.attempts;

import java.util.function.Function;
import java.util.function.Supplier;

/** What came of asking the ledger for an attempt. */
public sealed interface ChargeOutcome {

  /** It is paid: one PIN may be compared. */
  record Charged(Charge charge) implements ChargeOutcome {}

  /** There were too many wrong PINs. */
  record Locked(Lock lock) implements ChargeOutcome {}

  /**
   * Attempts that are not settled yet hold all that is left, or the ledger is being written; ask
   * again soon.
   */
  record Busy() implements ChargeOutcome {}

  /** Maps every outcome: one function a case. */
  default <R> R fold(Function<Charge, R> charged, Function<Lock, R> locked, Supplier<R> busy) {
    if (this instanceof Charged outcome) {
      return charged.apply(outcome.charge());
    }
    if (this instanceof Locked outcome) {
      return locked.apply(outcome.lock());
    }
    return busy.get();
  }
}
