package io.qrpin.rest;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The claims of a verified token, read alike whatever type they arrive in.
 *
 * @param byName the claim values; a claim that is there without a value maps to an empty set
 */
record Claims(Map<String, Set<String>> byName) {

  static Claims of(JsonWebToken token) {
    return new Claims(
        token.getClaimNames().stream()
            .collect(Collectors.toMap(name -> name, name -> texts(token.getClaim(name)))));
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The texts in a claim: one, several where it is a list, none where it is missing. */
  Set<String> all(String name) {
    return byName.getOrDefault(name, Set.of());
  }

  /** The first text in the first of these claims that has one. */
  Optional<String> first(String... names) {
    return Stream.of(names).flatMap(name -> all(name).stream()).findFirst();
  }

  /** The blank-separated words in a claim. */
  Set<String> words(String name) {
    return all(name).stream()
        .flatMap(text -> Stream.of(text.split("\\s+")))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> texts(Object claim) {
    Set<String> texts = new LinkedHashSet<>();
    if (claim instanceof JsonString text) {
      texts.add(text.getString());
    } else if (claim instanceof CharSequence text) {
      texts.add(text.toString());
    } else if (claim instanceof JsonArray array) {
      array.forEach(value -> texts.addAll(texts(value)));
    } else if (claim instanceof Collection<?> list) {
      list.forEach(value -> texts.addAll(texts(value)));
    }
    return texts;
  }
}
