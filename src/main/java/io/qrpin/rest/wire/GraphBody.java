package io.qrpin.rest.wire;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON object in a request's body, read strictly: at most {@value #MAX_BYTES} bytes of valid
 * UTF-8, at most {@value #MAX_DEPTH} levels deep, and no member twice. RFC 8259 §4 permits repeated
 * members, but then two readers could see different bodies.
 */
public final class GraphBody {

  public static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_DEPTH = 32;

  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
  private static final JsonReaderFactory READERS =
      Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  private final JsonObject members;

  private GraphBody(JsonObject members) {
    this.members = members;
  }

  /**
   * Reads a body.
   *
   * @throws Refusal 413 if it is too large, 400 if it is missing or malformed
   */
  public static GraphBody read(InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new Refusal(GraphError.requestTooLarge(MAX_BYTES));
    }
    if (bytes.length == 0) {
      throw new Refusal(GraphError.badRequest("The body is missing; it must be at least {}."));
    }
    String text = utf8(bytes);
    refuseDeep(text);
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      return new GraphBody(reader.readObject());
    } catch (RuntimeException e) {
      throw malformed();
    }
  }

  /**
   * Accepts {@code type}, with or without {@code #}, and a body that names no type.
   *
   * @throws Refusal 400 if the body names another type
   */
  public GraphBody requireType(String type) {
    JsonValue stated = members.getOrDefault("@odata.type", JsonValue.NULL);
    boolean fits =
        stated == JsonValue.NULL
            || stated instanceof JsonString text
                && (text.getString().equals(type) || text.getString().equals("#" + type));
    if (!fits) {
      throw new Refusal(
          GraphError.badRequest("@odata.type", "The type must be #" + type + ", or be left out."));
    }
    return this;
  }

  /**
   * The text of a member; empty when it is missing or null.
   *
   * @throws Refusal 400 if it is not a string
   */
  public Optional<String> text(String member) {
    return value(member, JsonString.class, "a string").map(JsonString::getString);
  }

  /**
   * The text of a member that must be present.
   *
   * @throws Refusal 400 if it is missing, null, empty, or not a string
   */
  public String requiredText(String member) {
    return text(member).filter(text -> !text.isEmpty()).orElseThrow(() -> Refusal.required(member));
  }

  /** Runs before the reader, which is recursive and would overflow the stack. */
  private static void refuseDeep(String text) {
    int depth = 0;
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      while (parser.hasNext()) {
        switch (parser.next()) {
          case START_OBJECT, START_ARRAY -> depth++;
          case END_OBJECT, END_ARRAY -> depth--;
          default -> {}
        }
        if (depth > MAX_DEPTH) {
          throw malformed();
        }
      }
    } catch (Refusal e) {
      throw e;
    } catch (RuntimeException e) {
      throw malformed();
    }
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(GraphError.badRequest("The body is not valid UTF-8."));
    }
  }

  private static Refusal malformed() {
    return new Refusal(
        GraphError.badRequest(
            "The body is not one well-formed JSON object with each member once, at most "
                + MAX_DEPTH
                + " levels deep."));
  }

  /** Whether the member is present and not null. */
  public boolean has(String member) {
    return members.getOrDefault(member, JsonValue.NULL) != JsonValue.NULL;
  }

  /**
   * The object in a member; empty when it is missing or null.
   *
   * @throws Refusal 400 if it is not an object
   */
  public Optional<GraphBody> object(String member) {
    return value(member, JsonObject.class, "an object").map(GraphBody::new);
  }

  /**
   * The objects in a member that is an array; empty when it is missing.
   *
   * @throws Refusal 400 if it is not an array of objects
   */
  public Optional<List<GraphBody>> objects(String member) {
    return value(member, JsonArray.class, "an array of objects")
        .map(array -> array.stream().map(it -> element(member, it)).toList());
  }

  private static GraphBody element(String member, JsonValue value) {
    if (value instanceof JsonObject object) {
      return new GraphBody(object);
    }
    throw wrong(member, "an array of objects");
  }

  /**
   * The whole number in a member; empty when it is missing or null.
   *
   * @throws Refusal 400 if it is not a whole number from {@code least} to {@code most}
   */
  public Optional<Integer> number(String member, int least, int most) {
    String what = "a whole number from " + least + " to " + most;
    return value(member, JsonNumber.class, what)
        .map(
            number -> {
              int value = exact(number).orElseThrow(() -> wrong(member, what));
              if (value < least || value > most) {
                throw wrong(member, what);
              }
              return value;
            });
  }

  /**
   * {@code 1.0} and {@code 1e0} are whole numbers; {@code 1e2147483647} is one that fits no int.
   */
  private static Optional<Integer> exact(JsonNumber number) {
    try {
      return Optional.of(number.bigDecimalValue().intValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /**
   * The boolean in a member, which may be written as a string; empty when it is missing or null.
   *
   * @throws Refusal 400 if it is neither true nor false
   */
  public Optional<Boolean> flag(String member) {
    if (!has(member)) {
      return Optional.empty();
    }
    JsonValue value = members.get(member);
    String text = value instanceof JsonString string ? string.getString() : value.toString();
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> throw wrong(member, "true or false");
    };
  }

  /**
   * The instant in a member, cut to the microsecond; empty when it is missing or null.
   *
   * @throws Refusal 400 if it is not an ISO 8601 date and time; without an offset it is UTC
   */
  public Optional<Instant> instant(String member) {
    return text(member).map(text -> GraphDates.parse(member, text));
  }

  private <V extends JsonValue> Optional<V> value(String member, Class<V> type, String what) {
    if (!has(member)) {
      return Optional.empty();
    }
    JsonValue value = members.get(member);
    if (type.isInstance(value)) {
      return Optional.of(type.cast(value));
    }
    throw wrong(member, what);
  }

  private static Refusal wrong(String member, String what) {
    return new Refusal(
        GraphError.badRequest(member, "The member " + member + " must be " + what + "."));
  }
}
