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
 * writes: a killed server may lose those of the last minute. They fire no CDI event.
 *
 * <p>This package imports neither the PIN nor the badge's token, so that a row cannot hold one. It
 * counts no failures of a PIN and decides nothing.
 */
package io.qrpin.audit;
