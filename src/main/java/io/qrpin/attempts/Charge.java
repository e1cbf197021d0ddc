package io.qrpin.attempts;

import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt that is paid for and not settled yet. It allows one comparison. A charge that is never
 * settled counts as a wrong PIN when its lease ends.
 *
 * @param epoch the ledger's epoch at the charge; in a later epoch the charge settles nothing
 * @param generation of the PIN that holds now; a PIN of another generation must not be compared
 * @param failures the wrong PINs in a row before this attempt, 0 or more
 * @param failingSince when the first of them came
 */
public record Charge(
    SubscriberId subscriber,
    long epoch,
    int generation,
    int failures,
    Optional<Instant> failingSince)
    implements ChargeOutcome {}
