/**
 * The permission table. Every door asks here: HTTP today, pages for people who enrol workers later.
 *
 * <p>{@code Operation} is the table, one row for each operation (Microsoft Graph's permissions;
 * Entra's directory roles). {@code Caller} is what a verified token says about its bearer. {@code
 * AccessControl} looks the target up and decides.
 *
 * <p>Invariants: what no row allows is denied; the caller's right to act at all is checked before
 * the target is looked up, so that a denial never reveals whether a user exists; "oneself" is the
 * person whom the directory finds for the token's user, and texts are never compared.
 *
 * <p>This package writes nothing and knows no HTTP, no JSON and no token format: a door reads the
 * token into {@code Claims} and translates the decision.
 */
package io.qrpin.access;
