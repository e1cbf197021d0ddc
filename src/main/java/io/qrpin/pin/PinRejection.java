package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * That a rule refused a PIN: the rule and its numbers, never a digit or a position of the PIN.
 * Immutable.
 *
 * @param rule the code of the rule, see {@link PinRule#code()}
 * @param numbers the rule's limits by name, the unit in the name (such as {@code minRunDigits});
 *     empty for a rule without any; in the order of the names
 * @param message one English sentence for whoever chose the PIN
 */
@PublicApi
public record PinRejection(String rule, Map<String, Integer> numbers, String message) {

  public PinRejection {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(message, "message");
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
  }
}
