package io.qrpin.signin;

import io.qrpin.PublicApi;
import io.qrpin.attempts.Lock;

/**
 * There were too many wrong PINs, and this one was not compared. Only a claimant with a genuine
 * badge, or the owner, gets this outcome.
 *
 * @param lock the lock, and the time that remains
 */
@PublicApi
public record Throttled(Lock lock) implements SignInOutcome, PinChangeOutcome, Proof {}
