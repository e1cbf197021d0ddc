package io.qrpin.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How PINs are handed out.
 *
 * @param temporaryPinLifetime how long a PIN that an administrator set may wait to be changed; zero
 *     for ever
 * @param choiceAllowed whether an administrator may choose the digits
 * @param rememberedPins how many earlier PINs their owner may not choose again, besides the current
 *     one; 0 to 10
 */
public record IssuancePolicy(
    Duration temporaryPinLifetime, boolean choiceAllowed, int rememberedPins) {

  /** When a temporary PIN that can be used from {@code start} on expires; empty for never. */
  public Optional<Instant> expiry(Instant start) {
    return temporaryPinLifetime.isZero()
        ? Optional.empty()
        : Optional.of(start.plus(temporaryPinLifetime));
  }
}
