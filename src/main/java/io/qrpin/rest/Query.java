package io.qrpin.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The query of an address, read leniently: what is not well-formed is not there. Names are compared
 * without regard to case, and of several values the first counts (OData 4.01 Part 2 §5.1).
 *
 * @param values by name in lower case
 */
record Query(Map<String, String> values) {

  /** Reads the raw query of an address; null where there is none. */
  static Query of(String rawQuery) {
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

  Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * A whole number.
   *
   * @throws Refusal 400 where it is none, or out of its bounds
   */
  int number(String name, int otherwise, int least, int most) {
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
            "The parameter %s is a whole number from %d to %d.".formatted(name, least, most)));
  }

  private static Optional<String> decoded(String raw) {
    try {
      return Optional.of(URLDecoder.decode(raw, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
