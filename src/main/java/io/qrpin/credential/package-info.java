/**
 * The stored credential and its life: a method with a PIN and up to two codes.
 *
 * <p>{@link io.qrpin.credential.MethodLifecycle} and {@link io.qrpin.credential.PinLifecycle} are
 * for administrators, {@link io.qrpin.credential.Credentials} is for {@code signin}. {@code
 * CredentialTransactions} holds every transaction. {@code QrPin}, {@code StoredCode} and {@code
 * QrCodePinMethod} are the entities, and describe their lives.
 *
 * <p>This room owns the tables {@code qr_code_pin_method}, {@code qr_pin}, {@code qr_code} and
 * {@code remembered_pin}: {@code CredentialStore} writes them, {@code CredentialRows} reads them.
 * {@code SealRows} seals their hashes anew under another wrap key; {@code KeyRotation} walks there,
 * and {@code rewrap_run} holds the node that does.
 *
 * <p>Invariants: a PIN is reviewed and hashed before a connection or a lock is held. Each change
 * locks the method row first. A new or deleted PIN begins a new generation in the attempt ledger,
 * in the same transaction. The change, its event and its audit row are one transaction. No entity
 * and no hash leaves this package. The history outlives PIN and method, until {@link
 * io.qrpin.credential.HistoryRetention} deletes it; all PINs of a subscriber share one salt, so
 * that one hash compares a new PIN with the whole history.
 *
 * <p>It does not decide who may change a credential, and it settles no attempt.
 */
package io.qrpin.credential;
