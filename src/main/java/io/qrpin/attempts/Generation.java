package io.qrpin.attempts;

import java.time.Instant;

/**
 * A generation of a subscriber's PIN: the ledger begins anew with it.
 *
 * @param number 1 for the first PIN; it only grows
 * @param beganAt by the database's clock, while the ledger's row was locked
 */
public record Generation(int number, Instant beganAt) {}
