/**
 * qrpin is badge and PIN as an authentication method for Jakarta EE, with Microsoft Graph's
 * contract. It is not a user directory (it asks one), not an identity provider (it issues no tokens
 * and keeps no sessions), and not two factors (badge and PIN count as one).
 *
 * <p>An administrator creates or resets a PIN:
 *
 * <ol>
 *   <li>{@code rest} checks the permission ({@code access}) and turns the path into a {@code
 *       Subscriber} and the body into a {@code Pin} or nothing.
 *   <li>{@code credential.PinLifecycle} takes that PIN or draws a random one. {@code pin.PinPolicy}
 *       accepts it or returns every broken rule.
 *   <li>{@code hashing.PinHasher} hashes it. No connection and no lock is held meanwhile.
 *   <li>One transaction locks the method, resets the ledger ({@code attempts}), stores the hash,
 *       fires the event and writes the audit row ({@code audit}).
 *   <li>After the commit, {@code rest} answers 201, shows the PIN once and erases it.
 * </ol>
 *
 * <p>A worker signs in ({@code signin.SignIn}):
 *
 * <ol>
 *   <li>{@code badge} reads the badge and {@code credential} finds its owner. An unknown badge
 *       charges nobody and takes the same time.
 *   <li>{@code attempts} answers at once when the worker is locked.
 *   <li>{@code hashing} grants a permit to hash or refuses at a deadline.
 *   <li>{@code attempts} charges the attempt and commits, before anything is hashed.
 *   <li>{@code hashing} compares the PIN. {@code attempts} settles the charge: right or wrong.
 *   <li>The outcome is SignedIn, PinChangeRequired, Refused or Throttled.
 * </ol>
 *
 * <p>The README has a reading order. An application that embeds qrpin uses only types with {@link
 * io.qrpin.PublicApi}. This package holds the types that all rooms share, and imports no room.
 */
package io.qrpin;
