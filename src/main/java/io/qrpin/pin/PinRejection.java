package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A rule refused a PIN. Immutable; holds no digit and no position of the PIN.
 *
 * @param rule see {@link PinRule#code()}
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
