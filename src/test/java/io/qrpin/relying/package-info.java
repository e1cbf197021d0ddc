/**
 * A small application in which people sign in with badge and PIN. It shows how an embedder uses
 * qrpin: plain servlets, and a few lines of Jakarta Security in {@link
 * io.qrpin.relying.SignInPage}. It is a WAR with the embeddable jar in {@code WEB-INF/lib}. It uses
 * only the public API.
 */
package io.qrpin.relying;
