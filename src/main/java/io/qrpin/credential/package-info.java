/**
 * The stored credential and its life: a method is created with badge and PIN, the PIN is temporary,
 * changed, reset, revoked, codes come and go, and with the last of them the method ends.
 *
 * <p>{@link io.qrpin.credential.MethodLifecycle} and {@link io.qrpin.credential.PinLifecycle} are
 * what others call; {@code CredentialTransactions} has the transactions; {@code QrCodePinMethod}
 * and {@code QrPin} are the entities, and tell their lives in their own comments. For {@code
 * signin} there are {@link io.qrpin.credential.Credentials}, which finds what an attempt needs, and
 * {@link io.qrpin.credential.PinReplacement}, the owner's change.
 *
 * <p>Invariants: a PIN is reviewed and hashed before any connection or lock is held; the
 * subscriber's method row is locked before anything under it is read or written; a PIN that is set
 * or deleted begins a new generation in the attempt ledger, in the same transaction; what is
 * stored, the event and the audit row are one transaction; no entity and no hash leaves this
 * package.
 *
 * <p>Replaced PINs are remembered, also those of a method that was deleted. All PINs of a
 * subscriber are hashed with one salt where that is possible, so that one hash compares a new one
 * with all.
 *
 * <p>It does not decide who may ask, and it settles no attempt.
 */
package io.qrpin.credential;
