/**
 * Reads the configuration once, checks its bounds, and makes the objects that the rooms ask for:
 * policies, hashers, the clock, the source of randomness.
 *
 * <p>{@code Settings} reads values, {@code Beans} makes the objects, and {@code Startup} prepares
 * the database and has all objects made before anything is served.
 *
 * <p>Invariants: a wrong setting stops the start with a message that names the setting and not its
 * value; beans of common types carry {@link io.qrpin.Qrpin}; no other package makes a clock or a
 * source of randomness; no other package imports this one.
 *
 * <p>This package decides nothing at run time.
 */
package io.qrpin.settings;
