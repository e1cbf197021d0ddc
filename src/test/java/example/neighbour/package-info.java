/**
 * An application that was on the server before qrpin came, and that knows nothing of it: with a
 * database of its own, beans of the same common types, its own error mapper, its own login, and
 * libraries in other versions.
 */
package example.neighbour;
