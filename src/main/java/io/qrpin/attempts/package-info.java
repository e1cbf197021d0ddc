/**
 * How often a worker may be wrong, and how much is hashed at once.
 *
 * <p>{@link io.qrpin.attempts.ThrottlingPolicy} says after how many wrong guesses in a row a worker
 * waits, how long, and when only an administrator helps. {@link io.qrpin.attempts.AttemptLedger}
 * keeps count: an attempt is charged before its PIN is compared, and settled afterwards. {@link
 * io.qrpin.hashing.HashingPermits} hands out the permits for hashing. Reading order: {@code
 * ThrottlingPolicy}, {@code AttemptLedger}, {@code LedgerStore}, {@code SqlLedgerStore}, {@code
 * HashingPermits}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>What is charged was committed before anything is hashed, and no caller's transaction takes
 *       it back. What is not settled in time counts as wrong.
 *   <li>Free guesses that are open and that were wrong are never more than there are; past them one
 *       attempt at a time is open.
 *   <li>A charge is settled once: its epoch is that of the row, or it finds nothing.
 *   <li>Each lock and each end of one is told once, in the statement that makes it.
 *   <li>The clock is the database's: nodes need not agree on the time.
 *   <li>The limit is never above what NIST SP 800-63B-4 allows; waits never get shorter, and never
 *       longer than their cap.
 *   <li>A permit is given back however the work ends; who has no genuine badge never takes a
 *       worker's; whoever is turned away was not begun with.
 * </ul>
 *
 * <p>A right settle also writes the last use of the badge's code, a row of {@code qrcode}: in the
 * same statement, because a code that has ended meanwhile must make it void. Both rows are always
 * locked in that order, the ledger's first.
 *
 * <p>What it does not do: it hashes and compares nothing ({@code pin} does), and decides nothing
 * about a badge ({@code signin} does).
 */
package io.qrpin.attempts;
