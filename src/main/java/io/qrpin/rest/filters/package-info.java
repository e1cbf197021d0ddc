/**
 * The way of a request before and after its resource.
 *
 * <p>{@code DecodableAddress} refuses what frameworks cannot decode. {@code Entrance} names the
 * request, requires a valid token and brings the address into its canonical form; it also adds the
 * headers that all answers have. {@code PermissionFilter} decides by its annotation {@code Allows}
 * on the matched resource method; without the annotation every call is denied. {@code QueryOptions}
 * then refuses query options that the method does not have. Every failure ends in {@code
 * ErrorMapper}, or in {@code ErrorServlet} if the container refuses the request by itself.
 *
 * <p>{@code Call} carries what was proven about the request to the resource. This package does not
 * know any resource.
 */
package io.qrpin.rest.filters;
