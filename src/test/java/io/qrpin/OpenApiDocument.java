package io.qrpin;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI document that ships; responses are checked against it. */
public final class OpenApiDocument {

  private static final Path FILE = Path.of("src/main/webapp/WEB-INF/classes/META-INF/openapi.yaml");
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final JsonMapper JSON = new JsonMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  /** One operation of it. */
  public record Endpoint(String method, String path, JsonNode node) {
    public String id() {
      return node.path("operationId").asString();
    }

    public boolean hasBody() {
      return node.has("requestBody");
    }

    /** The text with every run of blanks as one, as Markdown reads it. */
    public String description() {
      return node.path("description").asString().replaceAll("\\s+", " ");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private final JsonNode root;

  private OpenApiDocument(JsonNode root) {
    this.root = root;
  }

  public static OpenApiDocument read() {
    return new OpenApiDocument(new YAMLMapper().readTree(FILE));
  }

  /** The same, as somebody shows it. */
  public static JsonNode parse(String yaml) {
    return new YAMLMapper().readTree(yaml);
  }

  public JsonNode root() {
    return root;
  }

  public List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    root.path("paths")
        .forEachEntry(
            (path, item) ->
                item.forEachEntry(
                    (method, node) -> {
                      if (METHODS.contains(method)) {
                        all.add(new Endpoint(method.toUpperCase(Locale.ROOT), path, node));
                      }
                    }));
    return all;
  }

  /** The node that {@code node} refers to, or {@code node} itself. */
  public JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").asString().substring(1)) : node;
  }

  /** The answer that {@code endpoint} gives with this status; nothing, if it never does. */
  public JsonNode answer(Endpoint endpoint, int status) {
    return resolved(endpoint.node().path("responses").path(String.valueOf(status)));
  }

  /** The error codes that an answer may have. */
  public static Set<String> codesOf(JsonNode answer) {
    JsonNode code =
        answer.at("/content/application~1json/schema/allOf/1/properties/error/properties/code");
    Set<String> codes = new TreeSet<>();
    if (code.has("const")) {
      codes.add(code.path("const").asString());
    }
    code.path("enum").forEach(one -> codes.add(one.asString()));
    return codes;
  }

  /** Where {@code json} is not as {@code schema} says; values are not in it. */
  public List<String> mistakes(JsonNode schema, String json) {
    return mistakes(schema, root.path("components"), json);
  }

  /**
   * The same for the whole of an answer, which without {@code $select} has every member that its
   * type has in this version.
   */
  public List<String> mistakesInWhole(JsonNode schema, String json, String version) {
    JsonNode components = root.path("components").deepCopy();
    components
        .path("schemas")
        .forEachEntry(
            (name, type) -> {
              if (type.path("properties").has("@odata.type")
                  && type.path("additionalProperties").isBoolean()) {
                if (version.equals("v1.0") && name.startsWith("method")) {
                  ((ObjectNode) type.path("properties")).remove("lastUsedDateTime");
                }
                ArrayNode required = ((ObjectNode) type).putArray("required");
                type.path("properties").forEachEntry((member, any) -> required.add(member));
              }
            });
    return mistakes(schema, components, json);
  }

  private static List<String> mistakes(JsonNode schema, JsonNode components, String json) {
    ObjectNode withComponents = JSON.createObjectNode();
    withComponents.putArray("allOf").add(schema.deepCopy());
    withComponents.set("components", components);
    Schema compiled = SCHEMAS.getSchema(withComponents);
    return compiled.validate(JSON.readTree(json)).stream()
        .map(it -> it.getInstanceLocation() + " is not as " + it.getSchemaLocation() + " says")
        .toList();
  }
}
