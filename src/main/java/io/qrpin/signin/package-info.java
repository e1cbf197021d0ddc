/**
 * The ceremony: badge and PIN together prove who stands there.
 *
 * <p>Responsibility: {@link io.qrpin.signin.SignIn} tries a badge and a PIN, and {@link
 * io.qrpin.signin.OwnPin} the PIN of somebody who is known otherwise. The steps, in the order in
 * which they are taken and are best read:
 *
 * <ol>
 *   <li>{@code Identification}: whose credential is tried, and whether the right PIN would do; what
 *       it has proven is {@code Identified}.
 *   <li>{@code Attempts} pays: the ledger is charged, under a permit to hash; {@code Admitted}.
 *   <li>{@code Attempts} looks: one hash, compared or thrown away; {@code Verified} where the PIN
 *       was right.
 *   <li>{@code Attempts} settles: a {@link io.qrpin.signin.SignInOutcome} or {@link
 *       io.qrpin.signin.PinChangeOutcome} comes of it. A change of PIN ({@code OwnerChange})
 *       settles by being made. {@code Upkeep} hashes anew what was hashed at a former cost.
 * </ol>
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Nothing of a known subscriber is hashed before the charge is committed, and a charge is
 *       settled once at most: right, wrong, or given back where nothing was learnt about the PIN or
 *       the right one could not be used. One that nobody settles is a failure when its lease ends.
 *       So no failure, and no caller's rollback, leaves a guess free.
 *   <li>Each step takes what the one before it has proven. Who is signed in is whom the badge
 *       belongs to: {@code SignIn} takes no subscriber from outside, because a caller who names the
 *       wrong one would sign that one in, or lock that one out. {@code OwnPin} does take one, from
 *       a caller who vouches for it, as by a token of the subscriber's own; it signs nobody in, and
 *       a change of PIN needs the current one all the same.
 *   <li>Whoever has no genuine badge charges nobody, and takes no worker's permit.
 *   <li>Whatever is wrong, the outcome is one, {@code Refused}, and the work is one hash; only the
 *       audit row says what it was. A lock is told, and costs no hash; only who has a genuine badge
 *       or is the owner hears of it.
 *   <li>No permit, connection or lock is held while an attempt waits for others of the same
 *       subscriber; no connection or lock while a PIN is hashed.
 *   <li>A right PIN that must be changed signs nobody in and names nobody. A new PIN is judged only
 *       after the current one was proven.
 *   <li>A wrong PIN is an outcome. What cannot be compared is {@link
 *       io.qrpin.signin.PinUnverifiable} and never a wrong PIN.
 *   <li>PINs and badges are arguments: no type keeps one. No outcome and no exception holds one.
 * </ul>
 *
 * <p>What it does not do: it starts no session and issues no token (the relying party acts on the
 * outcome), counts no failures and knows no waits ({@code throttling}), writes no row ({@code
 * throttling} and {@code lifecycle} do), hashes nothing itself ({@code pin}), and erases neither
 * PIN nor badge: they are the caller's.
 */
package io.qrpin.signin;
