/**
 * Reads configuration once, checks its bounds, and makes of it the objects that the rooms ask for:
 * policies, hashers, the clock, the source of randomness. {@code Startup} says what must be right
 * before anything is served.
 *
 * <p>Invariants: what is wrong stops the start, with a message that names the setting and not its
 * value; beans of common types carry {@link io.qrpin.Qrpin}; nothing else in qrpin makes a clock or
 * a source of randomness; nobody imports this package.
 *
 * <p>It decides nothing at run time.
 */
package io.qrpin.settings;
