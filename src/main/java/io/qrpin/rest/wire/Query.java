package io.qrpin.rest.wire;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query of an address, read leniently: a parameter without a readable value counts as missing.
 * Names are compared without regard to case, and the first of several values counts (OData 4.01
 * Part 2 §5.1).
 *
 * @param values by name in lower case
 * @param names all names, as they were sent, also without a readable value
 */
public record Query(Map<String, String> values, List<String> names) {

  /** The options that every resource has, and that never fail. */
  private static final Set<String> ALWAYS = Set.of("$select", "$expand");

  /** Reads the raw query of an address; it may be null. */
  public static Query of(String rawQuery) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (String parameter : Optional.ofNullable(rawQuery).orElse("").split("&")) {
      String[] parts = parameter.split("=", 2);
      String name = decoded(parts[0]).orElse(parts[0]);
      if (name.isEmpty()) {
        continue;
      }
      names.add(name);
      if (parts.length == 2) {
        decoded(parts[1]).ifPresent(it -> values.putIfAbsent(lowerCase(name), it));
      }
    }
    return new Query(Map.copyOf(values), List.copyOf(names));
  }

  private static Optional<String> decoded(String raw) {
    try {
      return Optional.of(URLDecoder.decode(raw, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /**
   * Refuses an option besides {@code $select}, {@code $expand} and these. A list that is not
   * filtered or sorted as it was asked would be taken for one that is.
   *
   * @param served names in lower case
   */
  public void requireOptionsOf(Set<String> served) {
    for (String option : names) {
      String name = lowerCase(option);
      if (name.startsWith("$") && !ALWAYS.contains(name) && !served.contains(name)) {
        throw new Refusal(
            GraphError.badRequest(option, "This resource does not have that query option."));
      }
    }
  }

  /**
   * Refuses a parameter without {@code $} besides these, one without a readable value, and one that
   * occurs twice. A filter that is dropped in silence answers more than was asked for.
   *
   * @param served names as the resource spells them
   */
  public void requireFiltersOf(Set<String> served) {
    Set<String> known = served.stream().map(Query::lowerCase).collect(Collectors.toSet());
    Set<String> seen = new HashSet<>();
    for (String parameter : names) {
      String name = lowerCase(parameter);
      if (name.startsWith("$")) {
        continue;
      }
      if (!known.contains(name)) {
        throw new Refusal(
            GraphError.badRequest(
                parameter,
                served.isEmpty()
                    ? "This resource has no such parameter."
                    : "This resource has the parameters %s."
                        .formatted(String.join(", ", new TreeSet<>(served)))));
      }
      if (!seen.add(name) || !values.containsKey(name)) {
        throw new Refusal(
            GraphError.badRequest(
                parameter, "The parameter %s needs one value.".formatted(parameter)));
      }
    }
  }

  /** The value of a parameter, whose name is taken in any case. */
  public Optional<String> first(String name) {
    return Optional.ofNullable(values.get(lowerCase(name)));
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
   * collection. Names are taken in any case. Annotations such as {@code @odata.type} stay. It never
   * fails: an unknown name selects nothing, and a request that selects nothing gets all members.
   */
  public JsonObject select(JsonObject whole) {
    Set<String> members =
        first("$select").stream()
            .flatMap(list -> Stream.of(list.split(",")))
            .map(name -> lowerCase(name.strip()))
            .collect(Collectors.toUnmodifiableSet());
    if (whole.get("value") instanceof JsonArray entries) {
      JsonArrayBuilder selected = JsonParts.array();
      entries.forEach(entry -> selected.add(select(members, entry.asJsonObject())));
      return JsonParts.object(whole).add("value", selected).build();
    }
    return select(members, whole);
  }

  private static JsonObject select(Set<String> members, JsonObject whole) {
    if (whole.keySet().stream().noneMatch(name -> members.contains(lowerCase(name)))) {
      return whole;
    }
    JsonObjectBuilder selected = JsonParts.object();
    whole.forEach(
        (name, value) -> {
          if (name.startsWith("@") || members.contains(lowerCase(name))) {
            selected.add(name, value);
          }
        });
    return selected.build();
  }
}
