/**
 * The memorized secret: what a PIN is while it is in memory, and what is kept of it.
 *
 * <p>Responsibility: read a PIN ({@link io.qrpin.pin.Pin}), hash it ({@link
 * io.qrpin.hashing.PinHasher}, Argon2id), wrap the hash under a key that is not in the database
 * ({@link io.qrpin.hashing.WrapKeys}, AES-256-GCM), write and read the stored form ({@link
 * io.qrpin.hashing.PinHash}), compare ({@link io.qrpin.hashing.PinComparison}), and say whether a
 * new PIN is one that the subscriber had before ({@link io.qrpin.hashing.RememberedPin}). Reading
 * order: {@code Pin}, {@code PinHash}, {@code PinHasher}, {@code PinComparison}.
 *
 * <p>Why two locks on one secret: eight digits are 10<sup>8</sup> values, and no hash is slow
 * enough for that. Whoever holds the table and not the key has nothing to try guesses against; the
 * hash is the second line, for the day when the key is lost too.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The expensive step ({@code hash}) knows neither user nor generation and needs no connection
 *       or lock; the cheap step ({@code bind}) does and is made inside the transaction.
 *   <li>A stored hash verifies only for the subscriber, PIN and generation that it was bound to.
 *   <li>Parameters from a row are bounded, and spent only after the row was authenticated.
 *   <li>A comparison costs one hash, whatever its result. A row that cannot be opened is {@link
 *       io.qrpin.hashing.UnreadablePinHash}, never a wrong PIN.
 *   <li>A repeat of a wrong PIN is known by its guess tag, which tells nothing without the wrap
 *       key. The key of guess tags is derived from the active wrap key: nodes with the same keys
 *       agree, and after a change of the active key a repeat looks new once.
 *   <li>All hashes of one subscriber may have one salt, so that one hash compares a new PIN with
 *       all remembered ones; they look different all the same, because each seal has a fresh nonce.
 *   <li>What holds a secret is a final class, not a record, not serializable, and its {@code
 *       toString} is constant. Temporary copies are zeroed. (What Argon2 itself copies -
 *       libsodium's and Bouncy Castle's internals, JNA's copy of an argument - is theirs to clear.)
 *   <li>No clock, no logger and no source of chance of its own.
 * </ul>
 *
 * <p>What it does not do: decide which PIN is good enough ({@code policy}), how often one may be
 * wrong, what a repeat costs or how many hashes run at once ({@code throttling}), or how many PINs
 * are remembered ({@code lifecycle}); it stores nothing.
 */
package io.qrpin.hashing;
