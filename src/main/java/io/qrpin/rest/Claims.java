package io.qrpin.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The claims of a verified token, read alike whatever type they arrive in.
 *
 * @param byName the claim values; a claim that is there without a value maps to an empty set
 */
record Claims(Map<String, Set<String>> byName) {

  /** Header, payload, signature (RFC 7519 §3, RFC 7515 §7.1). */
  private static final int SIGNED_PARTS = 3;

  /**
   * Reads a token that the container has verified.
   *
   * <p>Its claims are in its text: Liberty, asked for one that MicroProfile has no name for, looks
   * among the names all the same and meets an exception, five of them in a usual token, each with a
   * deep stack. Where the text cannot be read, as in an encrypted token, it is asked.
   */
  static Claims of(JsonWebToken token) {
    return payload(token.getRawToken())
        .<Map<String, ?>>map(json -> json)
        .map(json -> of(json.keySet(), json::get))
        .orElseGet(() -> of(token.getClaimNames(), token::getClaim));
  }

  private static Claims of(Set<String> names, Function<String, Object> value) {
    return new Claims(
        names.stream().collect(Collectors.toMap(name -> name, name -> texts(value.apply(name)))));
  }

  private static Optional<JsonObject> payload(String rawToken) {
    String[] parts = rawToken == null ? new String[0] : rawToken.split("\\.", -1);
    return parts.length == SIGNED_PARTS
        ? Optional.of(JsonParts.read(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8)))
        : Optional.empty();
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
