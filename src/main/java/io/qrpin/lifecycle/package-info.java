/**
 * The stored credential and its life: a method is created with badge and PIN, the PIN is temporary,
 * reset, revoked, codes come and go, and with the last of them the method ends.
 *
 * <p>{@link io.qrpin.lifecycle.MethodLifecycle} and {@link io.qrpin.lifecycle.PinLifecycle} are
 * what others call; {@code Changes} has the transactions; {@code QrCodePinMethod} and {@code QrPin}
 * are the entities, and tell their lives in their own comments.
 *
 * <p>Invariants: a PIN is reviewed and hashed before any connection or lock is held; the
 * subscriber's method row is locked before anything under it is read or written; what is stored,
 * the event and the audit row are one transaction; no entity and no hash leaves this package.
 *
 * <p>It does not decide who may ask, and it verifies nothing.
 */
package io.qrpin.lifecycle;
