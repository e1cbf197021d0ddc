/**
 * The house next door, where everything is wrong: the same rooms as {@code io.qrpin} has, and in
 * them one class for everything that a rule forbids. A rule counts only because it was seen to
 * report these.
 *
 * <p>A class that says "Harmless" is there to be imported.
 */
package io.qrpin.architecture.offenders;
