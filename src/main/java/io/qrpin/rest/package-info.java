/**
 * The second door: HTTP, with Microsoft Graph's own contract.
 *
 * <p>A request walks: {@code Entrance} (named, token, canonical address), the resource method's
 * match, {@code PermissionFilter} (the table in {@code Operation}), the resource, {@code
 * AnswerFilter}. Every failure on the way ends in {@code ErrorMapper}; what the container refuses
 * by itself ends in {@code ErrorServlet}.
 *
 * <p>Invariants: the boundary only translates; strings end here and Graph's names exist only here;
 * permissions are decided on the matched method and deny by default; errors have one shape; no
 * entity passes through.
 *
 * <p>It holds no rule about PINs and opens no transaction. Where qrpin is embedded, this package is
 * left out.
 */
package io.qrpin.rest;
