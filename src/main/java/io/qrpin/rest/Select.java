package io.qrpin.rest;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members that a reader asks for with {@code $select} (OData 4.01 §11.2.5.1). It never fails:
 * what it does not understand selects nothing, and a request that selects nothing gets everything.
 *
 * @param members the names, as they were written
 */
record Select(Set<String> members) {

  static Select in(Query query) {
    Optional<String> names = query.first("$select");
    return new Select(
        names.stream()
            .flatMap(list -> Stream.of(list.split(",")))
            .map(String::strip)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * The selected members, of each entry where {@code whole} is a collection; what says the type
   * stays.
   */
  JsonObject of(JsonObject whole) {
    if (whole.get("value") instanceof JsonArray entries) {
      JsonArrayBuilder selected = JsonParts.array();
      entries.forEach(entry -> selected.add(ofEntity(entry.asJsonObject())));
      return JsonParts.object(whole).add("value", selected).build();
    }
    return ofEntity(whole);
  }

  private JsonObject ofEntity(JsonObject whole) {
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
