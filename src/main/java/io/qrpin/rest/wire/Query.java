package io.qrpin.rest.wire;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The query of an address, read leniently: a malformed parameter counts as missing. Names are
 * compared without regard to case, and the first of several values counts (OData 4.01 Part 2 §5.1).
 *
 * @param values by name in lower case
 */
public record Query(Map<String, String> values) {

  /** Reads the raw query of an address; it may be null. */
  public static Query of(String rawQuery) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String parameter : Optional.ofNullable(rawQuery).orElse("").split("&")) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        decoded(parameter.substring(0, equals))
            .ifPresent(
                name ->
                    decoded(parameter.substring(equals + 1))
                        .ifPresent(
                            value -> values.putIfAbsent(name.toLowerCase(Locale.ROOT), value)));
      }
    }
    return new Query(Map.copyOf(values));
  }

  public Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The whole number in a parameter, or {@code otherwise} if the parameter is missing.
   *
   * @throws Refusal 400 if it is not a whole number from {@code least} to {@code most}
   */
  public int number(String name, int otherwise, int least, int most) {
    try {
      int value = first(name).map(Integer::parseInt).orElse(otherwise);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw new Refusal(
        GraphError.badRequest(
            name,
            "The parameter %s must be a whole number from %d to %d.".formatted(name, least, most)));
  }

  private static Optional<String> decoded(String raw) {
    try {
      return Optional.of(URLDecoder.decode(raw, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
