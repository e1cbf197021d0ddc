package io.qrpin.rest.wire;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Makes and reads JSON with a provider that is looked up once. {@link jakarta.json.Json} looks it
 * up at each call, which takes longer than the work itself. Thread safety: safe.
 */
public final class JsonParts {

  private static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());

  private JsonParts() {}

  public static JsonObjectBuilder object() {
    return PROVIDER.createObjectBuilder();
  }

  public static JsonObjectBuilder object(JsonObject beginning) {
    return PROVIDER.createObjectBuilder(beginning);
  }

  public static JsonArrayBuilder array() {
    return PROVIDER.createArrayBuilder();
  }

  public static JsonString text(String value) {
    return PROVIDER.createValue(value);
  }

  /** The instant in ISO 8601, or null. */
  public static JsonValue date(Optional<Instant> instant) {
    return instant.<JsonValue>map(known -> text(known.toString())).orElse(JsonValue.NULL);
  }

  /** Reads one object from a trusted source, without the limits of {@link GraphBody}. */
  public static JsonObject read(String json) {
    try (JsonReader reader = READERS.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
