/**
 * The ways to the database.
 *
 * <p>JPA serves the credential entities, because the client asked for it. Plain JDBC through {@link
 * io.qrpin.database.Database} serves where one statement must do the work.
 *
 * <p>A {@code joined} statement is part of the caller's transaction: the configuration, the details
 * of a credential, our own user directory, the audit trail, resets and changes of a PIN. An {@code
 * alone} statement is committed by itself: charges, settles, and what a sign-in reads.
 *
 * <p>Invariants: no connection outlives its statement, so none is held while a PIN is hashed. A
 * statement whose outcome is unknown is not repeated, unless it only reads.
 *
 * <p>This package knows no table. The SQL stands in the room that owns the table.
 */
package io.qrpin.database;
