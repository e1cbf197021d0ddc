/**
 * How often a worker may be wrong.
 *
 * <p>{@link io.qrpin.attempts.ThrottlingPolicy} holds the rules. {@link
 * io.qrpin.attempts.AttemptLedger} keeps count: it charges an attempt before its PIN is compared
 * and settles it afterwards. {@code LedgerStore} holds its statements.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A charge is committed before anything is hashed. No caller's transaction takes it back.
 *   <li>Open charges and failures together are never more than the free guesses; past those, one
 *       charge at a time is open. Open charges and all failures since the PIN was set are never
 *       more than its lifetime limit.
 *   <li>A charge is settled once. In a later epoch it settles nothing.
 *   <li>Each lock, and each end of a lock, is recorded once, by the statement that makes it.
 *   <li>The clock is the database's, so nodes need not agree on the time.
 *   <li>A person never has a generation or an epoch again, also if the ledger was deleted because
 *       the person had left: {@link io.qrpin.attempts.LedgerRetention} keeps the highest numbers.
 * </ul>
 *
 * <p>This room owns the tables {@code attempt_ledger} and {@code attempt_floor}. A settle must use
 * the badge's code in the same statement; the owner of the codes writes that part ({@link
 * io.qrpin.attempts.CodeUse}). The ledger's row is always locked before the code's. This room
 * hashes and compares nothing.
 */
package io.qrpin.attempts;
