/**
 * The stored form of a PIN.
 *
 * <p>{@link io.qrpin.hashing.PinHasher} hashes a PIN (Argon2id); {@link
 * io.qrpin.hashing.HashedPin#sealFor} encrypts the hash under a wrap key (AES-256-GCM); {@link
 * io.qrpin.hashing.PinHash} is the text that is stored. {@link io.qrpin.hashing.HashingPermits}
 * bound how many PINs are hashed at once. Eight digits have 10<sup>8</sup> values, and no hash is
 * slow enough for so few: the wrap key, which is not in the database, is the first lock, and the
 * hash the second.
 *
 * <p>Invariants: a stored hash verifies only for its subscriber, PIN and generation, on the terms
 * of its row, and not after it went into the history; the parameters of a row are bounded, and used
 * only after its seal was opened; a comparison costs one hash, whatever the result; a row that does
 * not open is {@link io.qrpin.hashing.UnreadablePinHash} and never a wrong PIN; temporary copies of
 * secrets are zeroed, except those inside the libraries; no clock, no logger and no source of
 * randomness of its own.
 *
 * <p>This package does not decide which PIN is acceptable ({@code pin}), how often a PIN may be
 * wrong ({@code attempts}) or how many PINs are remembered ({@code credential}). It stores nothing.
 */
package io.qrpin.hashing;
