package io.qrpin.rest.wire;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        try {
          values.putIfAbsent(
              decoded(parameter.substring(0, equals)).toLowerCase(Locale.ROOT),
              decoded(parameter.substring(equals + 1)));
        } catch (IllegalArgumentException e) {
          // a malformed parameter counts as missing
        }
      }
    }
    return new Query(Map.copyOf(values));
  }

  private static String decoded(String raw) {
    return URLDecoder.decode(raw, StandardCharsets.UTF_8);
  }

  public Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The whole number in a parameter, in this range, or {@code otherwise} if it is missing. */
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

  /**
   * Applies {@code $select} (OData 4.01 §11.2.5.1) to {@code whole}, or to each entry if it is a
   * collection. Annotations such as {@code @odata.type} stay. It never fails: an unknown name
   * selects nothing, and a request that selects nothing gets all members.
   */
  public JsonObject select(JsonObject whole) {
    Set<String> members =
        first("$select").stream()
            .flatMap(list -> Stream.of(list.split(",")))
            .map(String::strip)
            .collect(Collectors.toUnmodifiableSet());
    if (whole.get("value") instanceof JsonArray entries) {
      JsonArrayBuilder selected = JsonParts.array();
      entries.forEach(entry -> selected.add(select(members, entry.asJsonObject())));
      return JsonParts.object(whole).add("value", selected).build();
    }
    return select(members, whole);
  }

  private static JsonObject select(Set<String> members, JsonObject whole) {
    if (members.stream().noneMatch(whole::containsKey)) {
      return whole;
    }
    JsonObjectBuilder selected = JsonParts.object();
    whole.forEach(
        (name, value) -> {
          if (name.startsWith("@") || members.contains(name)) {
            selected.add(name, value);
          }
        });
    return selected.build();
  }
}
