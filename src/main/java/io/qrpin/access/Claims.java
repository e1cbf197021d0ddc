package io.qrpin.access;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The claims of a verified token, whatever format it came in.
 *
 * @param byName the texts of each claim; a claim that is present without a text has an empty set
 */
public record Claims(Map<String, Set<String>> byName) {

  /**
   * Reads claims whose values are texts and lists of texts; other values are present without a
   * text.
   */
  public static Claims of(Map<String, ?> values) {
    return new Claims(
        values.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, claim -> texts(claim.getValue()))));
  }

  private static Set<String> texts(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream()
          .flatMap(element -> texts(element).stream())
          .collect(Collectors.toUnmodifiableSet());
    }
    return value instanceof CharSequence text ? Set.of(text.toString()) : Set.of();
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The texts in a claim: several if it is a list, none if it is missing. */
  public Set<String> all(String name) {
    return byName.getOrDefault(name, Set.of());
  }

  /** The first text in the first of these claims that has one. */
  public Optional<String> first(String... names) {
    return Stream.of(names).flatMap(name -> all(name).stream()).findFirst();
  }

  /** The blank-separated words in a claim. */
  public Set<String> words(String name) {
    return all(name).stream()
        .flatMap(text -> Stream.of(text.split("\\s+")))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
