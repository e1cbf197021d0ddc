/**
 * Many workers at once: a list is read, checked, and carried out line by line.
 *
 * <p>{@link io.qrpin.bulk.BulkList} is the list, {@code CsvTable} reads it from CSV, {@link
 * io.qrpin.bulk.BulkEnrolment} begins a {@link io.qrpin.bulk.BulkRun}, and {@code BulkWork} carries
 * out a line.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A list that cannot be read as a whole changes nothing. A line that fails stops no other.
 *   <li>Each line is a transaction of its own. A PIN is hashed before it begins, with a permit of
 *       bulk runs, which step back while workers sign in.
 *   <li>With a key, the mark that a line is done is written in that transaction, so each line is
 *       done exactly once, over crashes and over runs at the same time.
 *   <li>Secrets are in the results only, and only as many as are under way. A result that nobody
 *       takes is erased.
 * </ul>
 *
 * <p>This room owns the tables {@code bulk_run} and {@code bulk_line}; {@code retention} calls
 * {@link io.qrpin.bulk.BulkRetention}. It decides no permission, because its caller does ({@link
 * io.qrpin.bulk.BulkTargets}). It knows no JSON, no HTTP and no sheet.
 */
package io.qrpin.bulk;
