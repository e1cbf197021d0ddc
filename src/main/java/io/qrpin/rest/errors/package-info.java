/**
 * The errors of the HTTP door, with the codes that Microsoft Graph gives them.
 *
 * <p>{@code GraphError} is the value, and {@code Refusal} ends a request with one.
 *
 * <p>Invariants: a message names the mistake and never a secret; two mistakes of the same kind get
 * the same text. This package writes no JSON and sees no request.
 */
package io.qrpin.rest.errors;
