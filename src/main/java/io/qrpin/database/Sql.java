package io.qrpin.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement with named placeholders. It is parsed once and then bound for each call.
 *
 * <p>Thread safety: immutable.
 */
public final class Sql {

  /** Quoted text and casts come first, so that the pattern finds no placeholder in them. */
  private static final Pattern TOKEN =
      Pattern.compile("'[^']*'|\"[^\"]*\"|::|:([A-Za-z]\\w*)|(\\?)");

  private final String text;
  private final List<String> names;

  private Sql(String text, List<String> names) {
    this.text = text;
    this.names = List.copyOf(names);
  }

  /**
   * Parses a statement. A placeholder is a colon and a name, such as {@code :subscriber}; it may
   * occur more than once. Text in quotes and casts such as {@code ::uuid} are left alone.
   *
   * @throws IllegalArgumentException when there is a question mark outside of quotes, which JDBC
   *     would take for another placeholder
   */
  public static Sql of(String textWithNamedPlaceholders) {
    List<String> names = new ArrayList<>();
    Matcher tokens = TOKEN.matcher(textWithNamedPlaceholders);
    String text =
        tokens.replaceAll(
            token -> {
              if (token.group(2) != null) {
                throw new IllegalArgumentException("placeholders have names and are no ?");
              }
              if (token.group(1) == null) {
                return Matcher.quoteReplacement(token.group());
              }
              names.add(token.group(1));
              return "?";
            });
    return new Sql(text, names);
  }

  /**
   * Parses a statement whose only placeholder is one JDBC question mark, as an administrator writes
   * it in a setting. It is bound under the given name.
   */
  public static Sql ofPositional(String textWithOneQuestionMark, String name) {
    return new Sql(textWithOneQuestionMark, List.of(name));
  }

  public Bound with(String name, Object value) {
    return bound().with(name, value);
  }

  /** A statement without placeholders. */
  public Bound bound() {
    return new Bound();
  }

  /** The statement and the values of its placeholders. For one thread. */
  public final class Bound {

    private final Map<String, Object> values = new HashMap<>();

    private Bound() {}

    /**
     * Binds a value to a name.
     *
     * @param value what the driver takes, or null, or an {@code Instant}, an {@code int[]} or a
     *     {@code String[]}, which is an SQL array
     * @throws IllegalArgumentException when the statement has no placeholder of that name
     */
    public Bound with(String name, Object value) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("the statement has no placeholder :" + name);
      }
      values.put(name, value);
      return this;
    }

    String text() {
      return text;
    }

    /** The values in the order of the statement's question marks. */
    List<Object> values() {
      List<Object> ordered = new ArrayList<>(names.size());
      for (String name : names) {
        if (!values.containsKey(name)) {
          throw new IllegalStateException("no value for the placeholder :" + name);
        }
        ordered.add(values.get(name));
      }
      return ordered;
    }
  }
}
