/**
 * Door 1, Jakarta Security. An application keeps its own authentication mechanism and passes it a
 * {@link io.qrpin.identitystore.QrPinCredential}. {@link io.qrpin.identitystore.QrPinIdentityStore}
 * validates it, and {@link io.qrpin.identitystore.QrPinAttempt} holds the outcome.
 *
 * <p>Invariants: the boundary only translates. Only a sign-in gives a caller name. An exception
 * means that nobody was signed in.
 *
 * <p>It keeps no session and draws no page. The embeddable jar contains this package; the WAR does
 * not, because nobody would call it there.
 */
package io.qrpin.identitystore;
