/**
 * The parts that only the first-run server has: an embedded PostgreSQL, generated keys, the sample
 * application, the desk, and the last lines on the console, which show the first request and an
 * address.
 *
 * <p>Invariants: no other room imports this package, and it imports no other room. The WAR and the
 * jars leave it out; only the first-run server's own library path contains it.
 *
 * <p>It protects nothing of value and is not made for production. PostgreSQL trusts every local
 * user, and the password of the key store is public.
 */
package io.qrpin.firstrun;
