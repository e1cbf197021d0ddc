/**
 * The stored credential and its life: created, temporary, reset, revoked.
 *
 * <p>{@link io.qrpin.lifecycle.PinLifecycle} is what others call; {@code QrPin} is the entity, and
 * tells the life of a PIN in its own comment.
 *
 * <p>Invariants: a PIN is reviewed and hashed before any connection or lock is held; the
 * subscriber's method row is locked before anything under it is read or written; what is stored,
 * the event and the audit row are one transaction; no entity and no hash leaves this package.
 *
 * <p>It does not decide who may ask, and it verifies nothing.
 */
package io.qrpin.lifecycle;
