package io.qrpin.attempts;

import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt that was paid for and is not settled yet. Whoever holds one may compare one PIN. A
 * charge that is never settled counts as a wrong PIN when its lease ends.
 *
 * <p>Thread safety: immutable.
 *
 * @param subscriber who pays
 * @param epoch the run of the ledger that it belongs to; a charge of an earlier one settles nothing
 * @param generation of the PIN that holds now; another one must not be compared
 * @param failures how many wrong PINs in a row came before
 * @param failingSince when the first of them came
 */
public record Charge(
    SubscriberId subscriber,
    long epoch,
    int generation,
    int failures,
    Optional<Instant> failingSince) {}
