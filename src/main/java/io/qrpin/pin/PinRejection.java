package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A rule refused a PIN. Holds the rule and its numbers, never a digit or a position of the PIN.
 * Immutable.
 *
 * @param rule the code of the rule, see {@link PinRule#code()}
 * @param numbers the rule's limits by name, sorted; the name has the unit ({@code minRunDigits})
 * @param message one English sentence for the person who chose the PIN
 */
@PublicApi
public record PinRejection(String rule, Map<String, Integer> numbers, String message) {

  public PinRejection {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(message, "message");
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
  }
}
