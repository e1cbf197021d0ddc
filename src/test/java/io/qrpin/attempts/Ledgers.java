package io.qrpin.attempts;

import io.qrpin.FiredEvents;
import io.qrpin.audit.SignInEvent;
import io.qrpin.subscriber.SubscriberId;
import java.time.Clock;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Attempt ledgers for tests that have no database. */
public final class Ledgers {

  private Ledgers() {}

  /**
   * A ledger in memory. A subscriber has a row in it after the first reset, as when a PIN is set.
   * Not thread safe.
   *
   * @param clock the one that the ledger goes by
   * @param codeIsValid whether a subscriber's code may be used
   * @param fired gets every event
   */
  public static AttemptLedger inMemory(
      ThrottlingPolicy policy,
      Clock clock,
      BiPredicate<SubscriberId, UUID> codeIsValid,
      Consumer<SignInEvent> fired) {
    LedgerModel model =
        new LedgerModel(
            policy, clock, (subscriber, code, at) -> codeIsValid.test(subscriber, code));
    return new AttemptLedger(model, new FiredEvents<>(fired));
  }

  /** The same, where every code is valid. */
  public static AttemptLedger inMemory(
      ThrottlingPolicy policy, Clock clock, Consumer<SignInEvent> fired) {
    return inMemory(policy, clock, (subscriber, code) -> true, fired);
  }
}
