package io.qrpin.rest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members that a request asks for with {@code $select} (OData 4.01 §11.2.5.1). It never fails:
 * what it does not understand selects nothing, and a request that selects nothing gets everything.
 *
 * @param members the names, as they were written
 */
record Select(Set<String> members) {

  /** Reads the raw query of an address; null where there is none. */
  static Select in(String rawQuery) {
    return new Select(
        Optional.ofNullable(rawQuery).stream()
            .flatMap(query -> Stream.of(query.split("&")))
            .map(Select::valueOfSelect)
            .flatMap(value -> Arrays.stream(value.split(",|%2[Cc]")))
            .map(name -> name.replaceAll("\\+|%20", ""))
            .filter(name -> !name.isEmpty() && !name.equals("*"))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The selected members; what says the type stays. */
  JsonObject of(JsonObject whole) {
    if (members.stream().noneMatch(whole::containsKey)) {
      return whole;
    }
    JsonObjectBuilder selected = Json.createObjectBuilder();
    whole.forEach(
        (name, value) -> {
          if (name.startsWith("@") || members.contains(name)) {
            selected.add(name, value);
          }
        });
    return selected.build();
  }

  private static String valueOfSelect(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    boolean isSelect = name.equalsIgnoreCase("$select") || name.equalsIgnoreCase("%24select");
    return isSelect && equals >= 0 ? parameter.substring(equals + 1) : "";
  }
}
