/**
 * The badge: its secret, its text, its drawing and its validity.
 *
 * <p>{@link io.qrpin.badge.QrToken} is the secret, {@link io.qrpin.badge.BadgeText} the number with
 * the secret in it, and {@link io.qrpin.badge.QrSymbol} the drawing of the text. {@link
 * io.qrpin.badge.Validity} says when a code of a {@link io.qrpin.badge.QrCodeKind} is valid.
 *
 * <p>Invariants: only a digest of the secret leaves for storage, so a badge cannot be drawn again;
 * a new badge has exactly one number, whose check a scan must fulfil, whatever keyboard typed it;
 * temporary copies of secrets are zeroed, except those inside the encoder; no clock, no logger and
 * no source of randomness of its own.
 *
 * <p>This package does not store codes ({@code credential}), does not sign anybody in ({@code
 * signin}), and does not know Graph's JSON ({@code rest}).
 */
package io.qrpin.badge;
