/**
 * How often a worker may be wrong, and how much is hashed at once.
 *
 * <p>{@link io.qrpin.throttling.ThrottlingPolicy} says after how many wrong guesses in a row a
 * worker waits, how long, and when only an administrator helps. {@link
 * io.qrpin.throttling.Admission} hands out the permits for hashing. Reading order: {@code
 * ThrottlingPolicy}, {@code Wait}, {@code Admission}.
 *
 * <p>Invariants: the limit is never above what NIST SP 800-63B-4 allows; waits never get shorter,
 * and never longer than their cap; a permit is given back however the work ends; who has no genuine
 * badge never takes a worker's permit; whoever is turned away was not begun with.
 *
 * <p>What it does not do: it hashes and compares nothing ({@code pin} does), and decides nothing
 * about a badge ({@code signin} does).
 */
package io.qrpin.throttling;
