package io.qrpin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.qrpin.OpenApiDocument;
import io.qrpin.OpenApiDocument.Endpoint;
import io.qrpin.access.AccessSettings;
import io.qrpin.access.Caller;
import io.qrpin.access.DirectoryRole;
import io.qrpin.access.Operation;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.filters.PermissionFilter.Allows;
import io.qrpin.subscriber.SubscriberId;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document says what the resource classes and the permission table say. */
class OpenApiTest {

  private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();
  private static final Map<String, Operation> SERVED = served();

  private static final AccessSettings SELF_ENROLMENT =
      new AccessSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Set.of(), true, true);

  /** Every permission of the contract, and what is none. */
  private static final List<String> PERMISSIONS =
      List.of(
          "UserAuthMethod-QR.Read",
          "UserAuthMethod-QR.Read.All",
          "UserAuthMethod-QR.ReadWrite",
          "UserAuthMethod-QR.ReadWrite.All",
          "UserAuthenticationMethod.Read",
          "UserAuthenticationMethod.Read.All",
          "UserAuthenticationMethod.ReadWrite",
          "UserAuthenticationMethod.ReadWrite.All",
          "Directory.AccessAsUser.All",
          "Policy.Read.AuthenticationMethod",
          "Policy.ReadWrite.AuthenticationMethod",
          "AuditLog.Read.All",
          "QrCodePin.SignIn",
          "User.ReadWrite.All");

  static List<Endpoint> endpoints() {
    return DOCUMENT.endpoints();
  }

  @Test
  void itIsOpenApi31AndEveryOperationHasANameOfItsOwn() {
    assertThat(DOCUMENT.root().path("openapi").asString()).isEqualTo("3.1.0");
    assertThat(endpoints()).extracting(Endpoint::id).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void whatIsServedIsInTheDocumentAndWhatIsInItIsServed() {
    Set<String> expected = new TreeSet<>(SERVED.keySet());
    SERVED.forEach(
        (endpoint, operation) -> {
          if (endpoint.contains(" /users/{user}/")
              && !permissions(it -> onOneself(operation, it, SELF_ENROLMENT)).isEmpty()) {
            expected.add(mine(endpoint));
          }
        });

    assertThat(endpoints().stream().map(OpenApiTest::key)).hasSizeGreaterThan(20);
    assertThat(endpoints().stream().map(OpenApiTest::key))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void anOperationNamesWhoMayCallIt(Endpoint endpoint) {
    Operation operation = operationOf(endpoint);
    boolean ofTenant = isOfTenant(endpoint);
    boolean ofMe = endpoint.path().startsWith("/me/");
    Map<String, Set<String>> expected = new TreeMap<>();
    Set<String> roles = Set.of();
    if (ofTenant) {
      expected.put("Application", permissions(it -> operation.allowsOnTenant(application(it))));
      expected.put("Delegated", permissions(it -> onTenant(operation, it, roles())));
      roles = roles(it -> anyOnTenant(operation, it));
    } else {
      if (!ofMe) {
        expected.put("Application", permissions(it -> operation.allowsOnOthers(application(it))));
        expected.put(
            "Delegated, on another user",
            permissions(it -> operation.allowsOnOthers(delegated(it, roles()))));
        roles = roles(it -> anyOnOthers(operation, it));
      }
      Set<String> always = permissions(it -> onOneself(operation, it, AccessSettings.DEFAULTS));
      Set<String> perhaps = permissions(it -> onOneself(operation, it, SELF_ENROLMENT));
      boolean bySetting = always.isEmpty() && !perhaps.isEmpty();
      expected.put(
          "Delegated, on oneself"
              + (bySetting ? " and only with the setting `qrpin.self-enrolment`" : ""),
          bySetting ? perhaps : always);
    }
    if (!roles.isEmpty()) {
      expected.put("And one of the roles", roles);
    }

    assertThat(stated(endpoint)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void anOperationNamesItsErrors(Endpoint endpoint) {
    Set<Integer> expected = new TreeSet<>(Set.of(400, 401, 403, 406, 500, 503));
    if (!isOfTenant(endpoint)) {
      expected.add(404);
    }
    if (endpoint.hasBody()) {
      expected.addAll(Set.of(413, 415));
    }
    Map<Integer, String> own = errorsOfItsOwn(operationOf(endpoint));
    expected.addAll(own.keySet());

    assertThat(statuses(endpoint).filter(it -> it >= 400)).containsExactlyElementsOf(expected);
    expected.forEach(
        status ->
            assertThat(OpenApiDocument.codesOf(DOCUMENT.answer(endpoint, status)))
                .as("codes of %d", status)
                .contains(own.getOrDefault(status, GraphError.of(status).code())));
  }

  /** Graph's clients send a request again by themselves after 429, and so not after 423. */
  private static Map<Integer, String> errorsOfItsOwn(Operation operation) {
    return switch (operation) {
      case CHANGE_PIN -> Map.of(423, "tooManyAttempts");
      case SIGN_IN -> Map.of(429, "tooManyAttempts");
      case UNLOCK -> Map.of(409, "resetRequired");
      case ENROL_IN_BULK -> Map.of(422, "idempotencyKeyReused");
      default -> Map.of();
    };
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void onlyAnAnswerThatMaySendAClientBackSaysWhen(Endpoint endpoint) {
    Set<Integer> withTime =
        statuses(endpoint)
            .filter(it -> DOCUMENT.answer(endpoint, it).path("headers").has("Retry-After"))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<Integer> expected = new TreeSet<>(Set.of(503));
    if (operationOf(endpoint) == Operation.SIGN_IN) {
      expected.add(429);
    }
    assertThat(withTime).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void onOneselfAnOperationAnswersAsOnAnybody(Endpoint endpoint) {
    if (endpoint.path().startsWith("/me/")) {
      Endpoint theirs =
          endpoints().stream()
              .filter(it -> mine(key(it)).equals(key(endpoint)) && !it.path().startsWith("/me/"))
              .findFirst()
              .orElseThrow();
      for (String same : List.of("requestBody", "responses")) {
        assertThat(endpoint.node().path(same)).isEqualTo(theirs.node().path(same));
      }
    }
  }

  @Test
  void whatIsPointedAtIsThereAndWhatIsThereIsPointedAt() {
    Set<String> targets = new HashSet<>();
    DOCUMENT.root().findValues("$ref").forEach(ref -> targets.add(ref.asString()));
    Set<String> components = new HashSet<>();
    for (String kind : List.of("parameters", "headers", "responses", "schemas")) {
      DOCUMENT
          .root()
          .path("components")
          .path(kind)
          .forEachEntry((name, any) -> components.add("#/components/" + kind + "/" + name));
    }

    components.remove("#/components/responses/methodNotAllowed");
    assertThat(targets).isEqualTo(components);
  }

  @Test
  void onlyWhatIsIncludedCanHaveARegistrationInARequest() {
    JsonNode targets = DOCUMENT.root().at("/components/schemas/configurationToChange/properties");

    assertThat(membersOf(targets.at("/includeTargets/items")))
        .containsExactlyInAnyOrder("id", "targetType", "isRegistrationRequired");
    assertThat(membersOf(targets.at("/excludeTargets/items")))
        .containsExactlyInAnyOrder("id", "targetType");
  }

  @Test
  void anAnswerHasNoMemberThatTheDocumentDoesNotName() {
    DOCUMENT
        .root()
        .path("components")
        .path("responses")
        .forEach(answer -> assertClosed(answer.at("/content/application~1json/schema")));
  }

  private static Collection<String> membersOf(JsonNode schema) {
    return DOCUMENT.resolved(schema).path("properties").propertyNames();
  }

  private static void assertClosed(JsonNode schema) {
    JsonNode type = DOCUMENT.resolved(schema);
    if (type.has("properties") && !isNarrowing(type)) {
      assertThat(type.path("additionalProperties").asBoolean(true)).as("%s", type).isFalse();
    }
    if (!isNarrowing(type)) {
      type.path("properties").forEach(OpenApiTest::assertClosed);
    }
    for (String several : List.of("allOf", "anyOf")) {
      type.path(several).forEach(OpenApiTest::assertClosed);
    }
    if (type.has("items")) {
      assertClosed(type.path("items"));
    }
  }

  /** It names the codes of an error beside the error's own schema. */
  private static boolean isNarrowing(JsonNode type) {
    return type.size() == 1 && type.path("properties").has("error");
  }

  private static Stream<Integer> statuses(Endpoint endpoint) {
    return endpoint.node().path("responses").propertyNames().stream().map(Integer::valueOf);
  }

  private static Map<String, Set<String>> stated(Endpoint endpoint) {
    String text = endpoint.description();
    Map<String, Set<String>> stated = new TreeMap<>();
    for (String line : text.substring(text.indexOf("Permissions: - ") + 13).split(" - ")) {
      int end = line.indexOf(':');
      if (end > 0) {
        stated.put(
            line.substring(0, end).replaceFirst("^- ", "").replace(", any one of", "").strip(),
            Pattern.compile("`([^`]+)`")
                .matcher(line.substring(end))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    return stated;
  }

  private static Set<String> permissions(Predicate<String> allowed) {
    return PERMISSIONS.stream().filter(allowed).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> roles(Predicate<DirectoryRole> allowed) {
    return roles().stream()
        .filter(allowed)
        .map(OpenApiTest::inWords)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<DirectoryRole> roles() {
    return EnumSet.allOf(DirectoryRole.class);
  }

  private static String inWords(DirectoryRole role) {
    return Arrays.stream(role.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  private static boolean onTenant(Operation operation, String scope, Set<DirectoryRole> roles) {
    return operation.allowsOnTenant(delegated(scope, roles));
  }

  private static boolean anyOnTenant(Operation operation, DirectoryRole role) {
    return PERMISSIONS.stream().anyMatch(it -> onTenant(operation, it, Set.of(role)));
  }

  private static boolean anyOnOthers(Operation operation, DirectoryRole role) {
    return PERMISSIONS.stream()
        .anyMatch(it -> operation.allowsOnOthers(delegated(it, Set.of(role))));
  }

  private static boolean onOneself(Operation operation, String scope, AccessSettings settings) {
    return operation.allowsOnOneself(delegated(scope, Set.of()), settings);
  }

  private static Caller application(String permission) {
    return new Caller(
        Caller.Kind.APPLICATION, Set.of(permission), Set.of(), Optional.empty(), Optional.empty());
  }

  private static Caller delegated(String scope, Set<DirectoryRole> roles) {
    return new Caller(
        Caller.Kind.DELEGATED,
        Set.of(scope),
        roles,
        Optional.of(new SubscriberId("caller")),
        Optional.empty());
  }

  private static Operation operationOf(Endpoint endpoint) {
    return SERVED.get(key(endpoint).replace(" /me/", " /users/{user}/"));
  }

  private static String mine(String key) {
    return key.replace(" /users/{user}/", " /me/");
  }

  /** Fixed segments match without regard to case. */
  private static String key(Endpoint endpoint) {
    return endpoint.method() + " " + endpoint.path().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Operation> served() {
    Map<String, Operation> served = new TreeMap<>();
    new ClassFileImporter()
        .importPackages(OpenApiTest.class.getPackageName()).stream()
            .filter(it -> it.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect)
            .forEach(resource -> addServed(resource, served));
    return served;
  }

  private static void addServed(Class<?> resource, Map<String, Operation> served) {
    for (Method method : resource.getDeclaredMethods()) {
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
        if (http != null) {
          Path below = method.getAnnotation(Path.class);
          String path =
              resource.getAnnotation(Path.class).value()
                  + (below == null ? "" : "/" + below.value());
          served.put(http.value() + " /" + path, method.getAnnotation(Allows.class).value());
        }
      }
    }
  }

  /** An operation on the tenant belongs to no user. */
  private static boolean isOfTenant(Endpoint endpoint) {
    return !endpoint.path().startsWith("/users/") && !endpoint.path().startsWith("/me/");
  }
}
