package io.qrpin.access;

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
