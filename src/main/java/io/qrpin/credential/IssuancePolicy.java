package io.qrpin.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules for issuing PINs. Immutable.
 *
 * @param temporaryPinLifetime the time in which a temporary PIN must be changed, {@link
 *     #MIN_TEMPORARY_PIN_LIFETIME} to {@link #MAX_TEMPORARY_PIN_LIFETIME}, or zero for no limit
 * @param choiceAllowed whether an administrator may choose the digits
 * @param rememberedPins the number of earlier PINs that an owner may not choose again, besides the
 *     current one; 0 to {@value #MAX_REMEMBERED_PINS}
 */
public record IssuancePolicy(
    Duration temporaryPinLifetime, boolean choiceAllowed, int rememberedPins) {

  public static final Duration MIN_TEMPORARY_PIN_LIFETIME = Duration.ofMinutes(1);
  public static final Duration MAX_TEMPORARY_PIN_LIFETIME = Duration.ofDays(395);
  public static final int MAX_REMEMBERED_PINS = 10;

  /** The rules that hold if nothing is set. */
  public static final IssuancePolicy STANDARD = new IssuancePolicy(Duration.ofDays(7), true, 3);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public IssuancePolicy {
    boolean inRange =
        temporaryPinLifetime.isZero()
            || temporaryPinLifetime.compareTo(MIN_TEMPORARY_PIN_LIFETIME) >= 0
                && temporaryPinLifetime.compareTo(MAX_TEMPORARY_PIN_LIFETIME) <= 0;
    if (!inRange) {
      throw new IllegalArgumentException(
          "the lifetime of a temporary PIN must be zero or %s to %s"
              .formatted(MIN_TEMPORARY_PIN_LIFETIME, MAX_TEMPORARY_PIN_LIFETIME));
    }
    if (rememberedPins < 0 || rememberedPins > MAX_REMEMBERED_PINS) {
      throw new IllegalArgumentException(
          "the number of remembered PINs must be 0 to " + MAX_REMEMBERED_PINS);
    }
  }

  /** The expiry of a temporary PIN whose lifetime begins at {@code start}; empty for no expiry. */
  public Optional<Instant> expiry(Instant start) {
    return temporaryPinLifetime.isZero()
        ? Optional.empty()
        : Optional.of(start.plus(temporaryPinLifetime));
  }
}
