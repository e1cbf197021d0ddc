/**
 * What the first-run server has of its own: a PostgreSQL that it starts, keys that it makes, and a
 * line that says what to do next.
 *
 * <p>It is compiled with the rest and left out of the WAR and of every jar: only the first-run
 * server's own library path has it. Nothing in qrpin imports it, and it imports nothing of qrpin.
 */
package io.qrpin.firstrun;
