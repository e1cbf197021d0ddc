/**
 * What happened to credentials: who did what to whom, through which client, in which request, and
 * when.
 *
 * <p>Invariants: append-only (the schema refuses anything else); one row a change, in the
 * transaction of the change; of an attempt to sign in, in the statement that settles it. This
 * package imports neither the PIN nor the badge's token, so that a row cannot hold one: their types
 * are unknown here.
 *
 * <p>It does not count attempts and decides nothing.
 */
package io.qrpin.audit;
