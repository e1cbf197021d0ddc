/**
 * Door 3: pages for people who enrol workers, in a WAR of its own. Jakarta REST resources answer
 * with pages that jte renders ({@code src/desk/jte}). They work without JavaScript; only the camera
 * needs it.
 *
 * <p>Invariants: {@code access} decides for every request, in one filter; a resource without
 * permission row is closed. Nobody acts on themselves. A secret is shown once, in the answer to the
 * form that made it, and is in no address, cookie or session. It uses what every embedder can use,
 * and {@code access}.
 *
 * <p>{@code desk.list} follows the runs of lists and keeps their badges and PINs until they are
 * printed; {@code desk.sheet} prints.
 *
 * <p>It keeps no password and no token: the server signs people in with OpenID Connect, and {@code
 * SignInPage} makes the desk's own session out of the id token's claims.
 */
package io.qrpin.desk;
