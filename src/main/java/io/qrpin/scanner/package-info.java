/**
 * The reader of QR codes for browsers that have none of their own: ZXing behind one function. TeaVM
 * compiles this package to {@code META-INF/resources/qrpin/zxing.js}, which a worker of {@code
 * <qrpin-badge>} loads.
 *
 * <p>Invariants: no other room imports this package, and it imports no other room. No jar and no
 * WAR has its classes; they have only the script.
 *
 * <p>It does not decide what a badge is: {@code badge-text.js} refuses what can be none, and the
 * server decides.
 */
package io.qrpin.scanner;
