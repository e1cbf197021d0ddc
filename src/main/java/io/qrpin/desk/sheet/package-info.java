/**
 * Badge sheets and PIN slips: PDF documents that a person prints and cuts.
 *
 * <p>{@link io.qrpin.desk.sheet.BadgeSheet} draws cards and labels, and {@link
 * io.qrpin.desk.sheet.PinSlips} the PINs that belong to them, in the order that the caller gives. A
 * {@link io.qrpin.desk.sheet.SheetLayout} says where, and a {@link io.qrpin.desk.sheet.SheetDesign}
 * says how.
 *
 * <p>Invariants: badge and PIN of a worker are never in one document; symbols are vectors, in a
 * size that printers and readers can resolve; a document is in memory only and names no worker in
 * its metadata; no document fails for a name; nothing is written before all of it is drawn.
 *
 * <p>This package does not issue or erase secrets ({@code credential}), does not shape scripts such
 * as Arabic or Devanagari (a browser does, on the page of the desk), and does not speak HTTP.
 */
package io.qrpin.desk.sheet;
