/**
 * A small application that lets people sign in with badge and PIN, as whoever embeds qrpin would
 * write it: plain servlets, and a few lines of Jakarta Security in {@link
 * io.qrpin.relying.SignInPage}. It is a WAR of its own, with the embeddable jar in {@code
 * WEB-INF/lib}, and it uses nothing of qrpin that is not public.
 */
package io.qrpin.relying;
