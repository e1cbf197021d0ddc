package io.qrpin.rest.wire;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members that a client asks for with {@code $select} (OData 4.01 §11.2.5.1). It never fails:
 * an unknown name selects nothing, and a request that selects nothing gets all members.
 *
 * @param members the names as the client wrote them
 */
public record Select(Set<String> members) {

  public static Select in(Query query) {
    Optional<String> names = query.first("$select");
    return new Select(
        names.stream()
            .flatMap(list -> Stream.of(list.split(",")))
            .map(String::strip)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * The selected members of {@code whole}, or of each entry if it is a collection. Annotations such
   * as {@code @odata.type} stay.
   */
  public JsonObject of(JsonObject whole) {
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
