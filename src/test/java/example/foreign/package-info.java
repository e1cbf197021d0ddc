/**
 * An application of somebody else, for Jakarta EE 10: a login page and a user store of its own,
 * messages, and persistence contexts that name no unit. qrpin runs beside it and inside it.
 */
package example.foreign;
