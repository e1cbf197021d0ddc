/**
 * An application that is on the server before qrpin and does not know it. It has its own database,
 * beans of the same common types, its own error mapper, its own login, and other versions of
 * libraries.
 */
package example.neighbour;
