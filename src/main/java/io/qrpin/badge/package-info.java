/**
 * The badge: its secret, its text and its drawing.
 *
 * <p>Responsibility: make and recognise the secret ({@link io.qrpin.badge.QrToken}), write and read
 * what a badge says ({@link io.qrpin.badge.BadgeText}), draw it ({@link io.qrpin.badge.QrSymbol}),
 * and keep what may be kept ({@code QrCode}, issued, extended and revoked by {@link
 * io.qrpin.credential.QrCodes}). Reading order: {@code QrToken}, {@code BadgeText}, {@code
 * QrSymbol}, {@code QrCodes}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A badge's secret is kept as a digest, never in clear; what was drawn once cannot be drawn
 *       again.
 *   <li>One badge has one text: what is scanned is accepted as it was written, byte for byte, and
 *       in no other spelling (the name, which proves nothing, excepted).
 *   <li>What holds the secret is a final class, not a record, not serializable, and its {@code
 *       toString} is constant. Temporary copies are zeroed where they are ours; what the encoder
 *       and the text of a drawing leave behind is the garbage collector's.
 *   <li>No clock, no logger and no source of chance of its own.
 * </ul>
 *
 * <p>What it does not do: decide whether a badge and a PIN together let somebody in ({@code
 * signin}), or turn a drawing into Graph's JSON ({@code rest}).
 */
package io.qrpin.badge;
