/**
 * The parts that several resources read and write: bodies, queries, request ids, and a method's
 * JSON.
 *
 * <p>Input is read strictly, because programs write it: a body that is malformed, has a wrong type,
 * or has a member that its {@code WireType} does not list is refused with the member's name. Output
 * has Graph's member names in Graph's order.
 *
 * <p>Invariants: the PIN's digits and the symbol are written only by the methods named {@code
 * with…}, once, right after they were made. This package calls no room's operation and knows no
 * permission.
 */
package io.qrpin.rest.wire;
