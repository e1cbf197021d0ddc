package io.qrpin.attempts;

/** The result of asking the ledger for an attempt: a charge, a lock, or neither for now. */
public sealed interface ChargeOutcome permits Charge, Lock, ChargeOutcome.Busy {

  /**
   * Nothing is charged. Charges that are not settled yet hold all guesses that are left, or another
   * statement holds the row. The caller asks again soon.
   */
  record Busy() implements ChargeOutcome {}
}
