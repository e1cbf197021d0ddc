/**
 * The ceremony: badge and PIN together prove who the claimant is.
 *
 * <p>{@link io.qrpin.signin.SignIn} tries a badge and a PIN, {@link io.qrpin.signin.OwnPin} the PIN
 * of a subscriber whom its caller vouches for. Reading order: {@code SignIn}, {@code
 * Identification}, {@code Attempts}, {@code PinChange}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Nothing of a known subscriber is hashed before the charge is committed. A charge is settled
 *       at most once; one that is never settled is a failure when its lease ends. No failure and no
 *       rollback of a caller leaves a guess free.
 *   <li>Each step takes what the step before it has proven. A stranger charges nobody and takes no
 *       worker's permit.
 *   <li>Every refusal is one outcome, {@code Refused}, and takes the same time. Only the audit row
 *       has the reason. Only a claimant with a genuine badge, or the owner, learns of a lock.
 *   <li>No permit, connection or lock is held while an attempt waits for others of the same
 *       subscriber; no connection and no lock is held while a PIN is hashed.
 *   <li>A PIN that cannot be compared is {@link io.qrpin.signin.PinUnverifiable} and never a wrong
 *       PIN.
 *   <li>PINs and badges are arguments: no outcome and no exception holds one.
 * </ul>
 *
 * <p>It starts no session, issues no token, counts no failures ({@code attempts} does), writes no
 * row and erases neither PIN nor badge: the caller does.
 */
package io.qrpin.signin;
