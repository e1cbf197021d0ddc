/**
 * The audit trail: which actor changed which credential or the configuration, when, through which
 * client and in which request.
 *
 * <p>Invariants: rows are only added; the schema refuses anything else, except for {@link
 * io.qrpin.audit.AuditRetention}. A change and its row are one transaction. An attempt to sign in
 * and its row are one statement, which the room {@code attempts} owns; it takes the columns from
 * {@link io.qrpin.audit.AuditTrail}. Event names, keys and reason codes never change, because rows
 * are kept for years.
 *
 * <p>Refusals that change nothing, such as an expired badge or a denied request, are counted in
 * memory by {@link io.qrpin.audit.RefusalTrail} and written in the background. They are no answered
 * writes: a killed server may lose those of the last minute. Each fires its kind as a CDI event,
 * for counting.
 *
 * <p>{@link io.qrpin.audit.AuditLog} reads the trail, also for programs that copy it. {@code
 * AuditChain} lists the digests of all rows in signed checkpoints, so that an auditor sees what was
 * changed afterwards, even by the owner of the tables. The trail is partitioned by the month in the
 * id of a row and not by its time: so an id exists once in the whole trail, and the first partition
 * is the table from before, without a copy and without a new index.
 *
 * <p>This package imports neither the PIN nor the badge's token, so that a row cannot hold one. It
 * counts no failures of a PIN and decides nothing.
 */
package io.qrpin.audit;
