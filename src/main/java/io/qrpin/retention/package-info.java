/**
 * How long data is kept about people who leave, and how long the audit trail and bulk runs are
 * kept.
 *
 * <p>{@code RetentionSweeper} runs on every node. {@code Retention} walks in small batches, and
 * {@code Leavers} decides who has left. The rooms that own the tables delete the rows: {@code
 * attempts}, {@code credential}, {@code audit} and {@code bulk}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>One node at a time works on a task. A node that is late deletes nothing, because each batch
 *       checks the lease.
 *   <li>What a batch deletes, its audit row and the place where the next batch begins are one
 *       transaction. A run that was interrupted goes on there.
 *   <li>The directory is asked before that transaction begins. Where it does not answer, nobody
 *       counts as unknown to it.
 *   <li>No attempt to sign in waits for this room. It skips rows that an attempt holds.
 * </ul>
 *
 * <p>This room owns the table {@code retention_run}. It deletes no method, no PIN and no code; an
 * administrator does that.
 */
package io.qrpin.retention;
