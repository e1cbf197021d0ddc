/**
 * The memorized secret, and what makes one acceptable.
 *
 * <p>{@link io.qrpin.pin.Pin} holds the digits. {@link io.qrpin.pin.PinPolicy} reviews a PIN: first
 * its length, then every {@link io.qrpin.pin.PinRule}. {@link io.qrpin.pin.PinGenerator} draws PINs
 * that the policy accepts. {@code StandardRules} is the list of rules. They replace the blocklist
 * of NIST SP 800-63B-4 §3.1.1.2, because common eight-digit secrets follow patterns.
 *
 * <p>Invariants: a review names every broken rule; a refusal holds no digit of a PIN; the same PIN
 * and personal data always get the same review; nothing here logs, reads a clock or makes a PIN a
 * text.
 *
 * <p>This package does not know earlier PINs ({@code credential}), the directory ({@code
 * subscriber}), the stored form ({@code hashing}) or the tenant's minimum length ({@code
 * configuration}).
 */
package io.qrpin.pin;
