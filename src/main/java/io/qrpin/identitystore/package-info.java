/**
 * The first door: Jakarta Security. An application keeps its own authentication mechanism and hands
 * it {@link io.qrpin.identitystore.QrPinCredential}; {@link
 * io.qrpin.identitystore.QrPinIdentityStore} says whether somebody is signed in, and {@link
 * io.qrpin.identitystore.QrPinAttempt} how the attempt ended.
 *
 * <p>Invariants: the boundary only translates; a caller name is given for a sign-in and for nothing
 * else; what is thrown means that nobody was signed in.
 *
 * <p>It keeps no session, and draws no page. The WAR that is deployed for itself leaves this
 * package out, since nobody asks it there; the embeddable jar has it.
 */
package io.qrpin.identitystore;
