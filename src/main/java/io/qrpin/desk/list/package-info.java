/**
 * Lists of workers that somebody at the desk has sent: a run goes on when the browser is closed,
 * shows how far it is, and keeps badges and PINs in memory until they are printed.
 *
 * <p>Invariants: only the person who began a run sees it; badges and PINs are handed out once, for
 * one document each, and are erased then, or {@code ListRuns.KEPT} after the end of the run;
 * nothing of them is on disk.
 *
 * <p>The run itself is {@code io.qrpin.bulk}. This package draws no page and no sheet.
 */
package io.qrpin.desk.list;
