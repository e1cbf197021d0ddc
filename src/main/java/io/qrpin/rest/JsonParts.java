package io.qrpin.rest;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;

/**
 * Makes and reads JSON with a provider that is looked for once. {@link jakarta.json.Json} looks for
 * it anew at each call, which takes longer than all that is done with it. Thread safety: safe.
 */
final class JsonParts {

  private static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());

  private JsonParts() {}

  static JsonObjectBuilder object() {
    return PROVIDER.createObjectBuilder();
  }

  static JsonObjectBuilder object(JsonObject beginning) {
    return PROVIDER.createObjectBuilder(beginning);
  }

  static JsonArrayBuilder array() {
    return PROVIDER.createArrayBuilder();
  }

  static JsonString text(String value) {
    return PROVIDER.createValue(value);
  }

  /**
   * Reads one object that somebody trusted has written.
   *
   * @throws jakarta.json.JsonException when it is none
   */
  static JsonObject read(String json) {
    try (JsonReader reader = READERS.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
