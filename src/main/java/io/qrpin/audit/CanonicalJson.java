package io.qrpin.audit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes an object of texts in the JSON Canonicalization Scheme (RFC 8785): members sorted by
 * UTF-16 code units, no blanks, and only the escapes that JSON requires. For one thread.
 */
final class CanonicalJson {

  private final Map<String, String> members = new TreeMap<>();

  /** Adds a text; an empty one adds nothing. */
  CanonicalJson with(String name, Optional<String> text) {
    text.ifPresent(present -> members.put(name, quoted(present)));
    return this;
  }

  /** Adds an object of texts; one without members adds nothing. */
  CanonicalJson with(String name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      CanonicalJson object = new CanonicalJson();
      texts.forEach((key, text) -> object.with(key, Optional.of(text)));
      members.put(name, object.toString());
    }
    return this;
  }

  @Override
  public String toString() {
    StringBuilder json = new StringBuilder();
    members.forEach(
        (name, value) ->
            json.append(json.isEmpty() ? '{' : ',').append(quoted(name)).append(':').append(value));
    return json.isEmpty() ? "{}" : json.append('}').toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\b' -> quoted.append("\\b");
        case '\t' -> quoted.append("\\t");
        case '\n' -> quoted.append("\\n");
        case '\f' -> quoted.append("\\f");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (c < ' ') {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
