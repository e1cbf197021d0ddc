package io.qrpin.rest.wire;

import io.qrpin.Iso8601;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON object in a request's body, read strictly: at most {@value #MAX_BYTES} bytes of valid
 * UTF-8, at most {@value #MAX_DEPTH} levels deep, and no member twice. RFC 8259 §4 permits repeated
 * members, but then two readers could see different bodies. It also permits a byte order mark to be
 * skipped (§8.1), and half a surrogate pair (§8.2), which no database stores and which is refused.
 *
 * <p>{@link #as} comes before everything else: a member that is misspelt and ignored would give
 * another result than the one that was asked for. A member that is missing or null reads as empty.
 * A member of another type than the method reads ends the request with a {@link Refusal} 400 that
 * names it.
 */
public final class GraphBody {

  public static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_DEPTH = 32;

  /** How many characters of an unknown name an error repeats. */
  private static final int MAX_SHOWN = 64;

  private static final String TYPE = "@odata.type";

  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
  private static final JsonReaderFactory READERS =
      Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  private final JsonObject members;

  private GraphBody(JsonObject members) {
    this.members = members;
  }

  /** Reads the parameters of resource methods. */
  @Provider
  @Consumes(MediaType.APPLICATION_JSON)
  @ApplicationScoped
  public static class Reader implements MessageBodyReader<GraphBody> {

    @Override
    public boolean isReadable(
        Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
      return type == GraphBody.class;
    }

    @Override
    public GraphBody readFrom(
        Class<GraphBody> type,
        Type generic,
        Annotation[] annotations,
        MediaType media,
        MultivaluedMap<String, String> headers,
        InputStream content)
        throws IOException {
      return read(content);
    }
  }

  /**
   * @throws Refusal 413 if the body is too large, 400 if it is missing or malformed
   */
  public static GraphBody read(InputStream content) throws IOException {
    String text = textIn(content);
    if (text.isEmpty()) {
      throw new Refusal(GraphError.badRequest("The body is missing; it must be at least {}."));
    }
    return of(text);
  }

  /**
   * The same for a request that needs no body: without one it is an object without members.
   *
   * @throws Refusal 413 if the body is too large, 400 if it is malformed
   */
  public static GraphBody readIfAny(InputStream content) throws IOException {
    String text = textIn(content);
    return text.isEmpty() ? new GraphBody(JsonValue.EMPTY_JSON_OBJECT) : of(text);
  }

  private static String textIn(InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new Refusal(GraphError.requestTooLarge(MAX_BYTES));
    }
    return utf8(bytes);
  }

  /**
   * Reads one object as strictly as a whole body.
   *
   * @throws Refusal 400 if it is malformed
   */
  public static GraphBody of(String text) {
    if (isTooDeep(text)) {
      throw malformed();
    }
    JsonObject members;
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      members = reader.readObject();
    } catch (RuntimeException e) {
      throw malformed();
    }
    requireWholeCharacters("", members);
    return new GraphBody(members);
  }

  /** Decodes a body, without the byte order mark that some clients put before it. */
  private static String utf8(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Refusal(GraphError.badRequest("The body is not valid UTF-8."));
    }
  }

  /** Asked before the reader runs, which is recursive and would overflow the stack. */
  private static boolean isTooDeep(String text) {
    int depth = 0;
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      while (parser.hasNext() && depth <= MAX_DEPTH) {
        switch (parser.next()) {
          case START_OBJECT, START_ARRAY -> depth++;
          case END_OBJECT, END_ARRAY -> depth--;
          default -> {}
        }
      }
      return depth > MAX_DEPTH;
    } catch (RuntimeException e) {
      throw malformed();
    }
  }

  private static Refusal malformed() {
    return new Refusal(
        GraphError.badRequest(
            "This is not one well-formed JSON object with each member once, at most "
                + MAX_DEPTH
                + " levels deep."));
  }

  /** Refuses a text or a name with half a surrogate pair, which only an escape can write. */
  private static void requireWholeCharacters(String path, JsonValue value) {
    if (value instanceof JsonObject object) {
      object.forEach(
          (name, member) -> {
            String place = within(path, name);
            requireWholeCharacters(place, name);
            requireWholeCharacters(place, member);
          });
    } else if (value instanceof JsonArray array) {
      array.forEach(entry -> requireWholeCharacters(path, entry));
    } else if (value instanceof JsonString text) {
      requireWholeCharacters(path, text.getString());
    }
  }

  private static void requireWholeCharacters(String path, String text) {
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new Refusal(GraphError.badRequest(path, "A text here has half a surrogate pair."));
    }
  }

  /**
   * This body as an object of a type. Members with {@code @} in their names are annotations, and
   * are ignored but for the type.
   *
   * @throws Refusal 400 at the first member, however deep, that the type does not have, or at
   *     {@code @odata.type} if that names another type
   */
  public GraphBody as(WireType type) {
    requireFits("", members, type);
    return this;
  }

  private static void requireFits(String path, JsonObject object, WireType type) {
    JsonValue stated = object.getOrDefault(TYPE, JsonValue.NULL);
    if (stated != JsonValue.NULL
        && !type.isCalled(stated instanceof JsonString text ? text.getString() : "")) {
      throw new Refusal(
          GraphError.badRequest(
              within(path, TYPE), "The type must be " + type.annotation() + ", or be left out."));
    }
    object.forEach(
        (name, member) -> {
          if (name.indexOf('@') >= 0) {
            return;
          }
          if (!type.members().contains(name)) {
            throw unknown(within(path, name), name, type);
          }
          if (type.parts().containsKey(name)) {
            requireEachFits(within(path, name), member, type.parts().get(name));
          }
        });
  }

  /** A member that is neither an object nor an array is refused where it is read. */
  private static void requireEachFits(String path, JsonValue member, WireType type) {
    List<JsonValue> entries = member instanceof JsonArray array ? array : List.of(member);
    for (JsonValue entry : entries) {
      if (entry instanceof JsonObject object) {
        requireFits(path, object, type);
      }
    }
  }

  private static Refusal unknown(String path, String name, WireType type) {
    String meant =
        type.members().stream()
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .map(member -> " There is " + member + "; names are case-sensitive.")
            .orElse("");
    return new Refusal(GraphError.badRequest(path, "There is no such member here." + meant));
  }

  /** The path of a member, whose name is cut short: it may have thousands of characters. */
  private static String within(String path, String name) {
    String shown =
        name.codePointCount(0, name.length()) <= MAX_SHOWN
            ? name
            : name.substring(0, name.offsetByCodePoints(0, MAX_SHOWN)) + "…";
    String whole = new String(shown.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return path.isEmpty() ? whole : path + "/" + whole;
  }

  /** Whether the member is present and not null. */
  public boolean has(String member) {
    return members.getOrDefault(member, JsonValue.NULL) != JsonValue.NULL;
  }

  public Optional<String> text(String member) {
    return value(member, JsonString.class, "a string").map(JsonString::getString);
  }

  /** The text of a member that must be present and not empty. */
  public String requiredText(String member) {
    return text(member).filter(text -> !text.isEmpty()).orElseThrow(() -> Refusal.required(member));
  }

  public Optional<GraphBody> object(String member) {
    return value(member, JsonObject.class, "an object").map(GraphBody::new);
  }

  public Optional<List<GraphBody>> objects(String member) {
    String what = "an array of objects";
    return value(member, JsonArray.class, what)
        .map(array -> array.stream().map(it -> cast(member, it, JsonObject.class, what)))
        .map(objects -> objects.map(GraphBody::new).toList());
  }

  /**
   * The whole number in a member. {@code 1.0} and {@code 1e0} are whole numbers.
   *
   * @throws Refusal 400 if it is not a whole number from {@code least} to {@code most}
   */
  public Optional<Integer> number(String member, int least, int most) {
    String what = "a whole number from " + least + " to " + most;
    return value(member, JsonNumber.class, what)
        .map(
            number ->
                exact(number)
                    .filter(value -> value >= least && value <= most)
                    .orElseThrow(() -> Refusal.wrong(member, what)));
  }

  /** Empty for a fraction, and for a number that fits no int. */
  private static Optional<Integer> exact(JsonNumber number) {
    try {
      return Optional.of(number.intValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** The boolean in a member, which may be written as a string. */
  public Optional<Boolean> flag(String member) {
    if (!has(member)) {
      return Optional.empty();
    }
    JsonValue value = members.get(member);
    String text = value instanceof JsonString string ? string.getString() : value.toString();
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> throw Refusal.wrong(member, "true or false");
    };
  }

  /**
   * The date and time in a member (ISO 8601) with any offset, or without one as UTC. It is cut to
   * the microsecond, which is what the database stores.
   *
   * @throws Refusal 400 if it is not a date and time of the years 1 to 9999
   */
  public Optional<Instant> instant(String member) {
    return text(member)
        .map(
            text -> {
              try {
                return Iso8601.instant(text);
              } catch (DateTimeException e) {
                throw Refusal.wrong(member, "an ISO 8601 date and time");
              }
            });
  }

  private <V extends JsonValue> Optional<V> value(String member, Class<V> type, String what) {
    return has(member)
        ? Optional.of(cast(member, members.get(member), type, what))
        : Optional.empty();
  }

  private static <V> V cast(String member, JsonValue value, Class<V> type, String what) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw Refusal.wrong(member, what);
  }
}
