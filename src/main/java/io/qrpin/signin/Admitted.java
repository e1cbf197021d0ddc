package io.qrpin.signin;

import io.qrpin.attempts.Charge;

/**
 * What the second step has proven: the attempt is paid for, and what was read is what holds. One
 * PIN may be compared.
 */
record Admitted(Identified who, Charge charge) {}
