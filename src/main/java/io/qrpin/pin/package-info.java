/**
 * What makes a PIN acceptable, and what the tenant says of the method.
 *
 * <p>{@link io.qrpin.pin.PinPolicy} reviews a PIN: first its length, then every {@link
 * io.qrpin.pin.PinRule}; the answer is a {@link io.qrpin.pin.PinReview}. {@link
 * io.qrpin.pin.PinGenerator} draws PINs that the policy accepts. Read {@link
 * io.qrpin.pin.PinRule#standard()} first: it is the list of rules.
 *
 * <p>The rules stand in for the blocklist that NIST SP 800-63B-4 §3.1.1.2 asks for (values that are
 * commonly used, expected or compromised, and those that the context gives away) and for Microsoft
 * Entra's refusal of "weak" PINs. A list of all weak PINs would be longer than the rules and no
 * better: the common eight-digit secrets are dates, repeats, sequences and keypad patterns.
 *
 * <p>Invariants: every broken rule is named at once; a rejection is made from the rule alone, so it
 * holds no digit of a PIN; nothing here logs, reads a clock, or turns a PIN into text; the same PIN
 * and the same personal data always get the same answer; all types but the generator's random
 * source are immutable.
 *
 * <p>{@link io.qrpin.configuration.MethodConfiguration} is the tenant's word: who may sign in, how
 * long PINs and badges are. It is stored, and read anew each time by {@link
 * io.qrpin.configuration.MethodConfigurations}.
 *
 * <p>What it does not do: it does not know which PINs a worker had before (the lifecycle does),
 * does not read the directory (the caller brings {@link io.qrpin.pin.PersonalData}), does not check
 * that a PIN is digits only ({@link io.qrpin.pin.Pin} cannot be anything else), and does not know
 * the wire: the codes of the rules are its only words there.
 */
package io.qrpin.pin;
