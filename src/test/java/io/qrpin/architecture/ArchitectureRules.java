package io.qrpin.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.qrpin.Qrpin;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.MappedSuperclass;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of a house: the real one, or the one next door in which every rule is broken.
 *
 * @param root the package that holds the rooms
 * @param stringsByClass the string literals in the sources, by the full name of the outermost class
 */
record ArchitectureRules(String root, Map<String, List<String>> stringsByClass) {

  /** Each table, and the room that owns it. */
  static final Map<String, String> OWNERS =
      Map.ofEntries(
          Map.entry("qr_code_pin_method", "credential"),
          Map.entry("qr_pin", "credential"),
          Map.entry("qr_code", "credential"),
          Map.entry("remembered_pin", "credential"),
          Map.entry("rewrap_run", "credential"),
          Map.entry("attempt_ledger", "attempts"),
          Map.entry("attempt_floor", "attempts"),
          Map.entry("credential_event", "audit"),
          Map.entry("audit_checkpoint", "audit"),
          Map.entry("credential_event_rest", "audit"),
          Map.entry("retention_run", "retention"),
          Map.entry("bulk_run", "bulk"),
          Map.entry("bulk_line", "bulk"),
          Map.entry("method_configuration", "configuration"),
          Map.entry("method_configuration_target", "configuration"),
          Map.entry("directory_user", "subscriber"));

  private static final List<String> LOGGERS =
      List.of(
          "java.util.logging..",
          "org.slf4j..",
          "org.apache.commons.logging..",
          "org.apache.logging..",
          "org.jboss.logging..");

  private String in(String room) {
    return root + "." + room + "..";
  }

  private String[] doors() {
    return new String[] {in("rest"), in("identitystore"), in("desk")};
  }

  private DescribedPredicate<JavaClass> ours() {
    return resideInAPackage(root + "..");
  }

  private static DescribedPredicate<JavaClass> entities() {
    return describe(
        "entities",
        type ->
            type.isAnnotatedWith(Entity.class)
                || type.isAnnotatedWith(Embeddable.class)
                || type.isAnnotatedWith(MappedSuperclass.class));
  }

  private DescribedPredicate<JavaClass> named(String name) {
    return describe(name, type -> type.getName().equals(root + "." + name));
  }

  /** A name that ends in {@code IdentityStore} is Jakarta Security's word for another thing. */
  private DescribedPredicate<JavaClass> stores() {
    return ours()
        .and(
            describe(
                "stores",
                type ->
                    type.getSimpleName().endsWith("Store")
                        && !type.getSimpleName().endsWith("IdentityStore")));
  }

  ArchRule secretAndRulesArePlain() {
    return classes()
        .that()
        .resideInAnyPackage(in("pin"), in("hashing"), in("badge"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.bouncycastle..",
                    "com.goterl..",
                    "com.sun.jna..",
                    "io.nayuki.qrcodegen..",
                    in("pin"),
                    in("hashing"),
                    in("badge"))
                .or(named("PublicApi"))
                .or(named("SecretBytes")))
        .because("code that guards a PIN is read and tested without a container and a database");
  }

  ArchRule httpAndJsonOnlyInHttpDoors() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in("rest"), in("desk"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.ws.rs..",
            "jakarta.json..",
            "jakarta.servlet..",
            "jakarta.annotation.security..",
            "org.eclipse.microprofile.jwt..",
            "org.eclipse.microprofile.auth..")
        .because("an application that embeds qrpin opens no HTTP door");
  }

  ArchRule restIsBuiltInLayers() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("resources")
        .definedBy(root + ".rest")
        .layer("filters")
        .definedBy(in("rest.filters"))
        .layer("wire")
        .definedBy(in("rest.wire"))
        .layer("errors")
        .definedBy(in("rest.errors"))
        .whereLayer("resources")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("filters")
        .mayOnlyBeAccessedByLayers("resources")
        .whereLayer("wire")
        .mayOnlyBeAccessedByLayers("resources", "filters")
        .because("a layer is read without the layers that use it");
  }

  ArchRule deskIsBuiltInLayers() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("resources")
        .definedBy(root + ".desk")
        .layer("filters")
        .definedBy(in("desk.filters"))
        .layer("page")
        .definedBy(in("desk.page"))
        .whereLayer("resources")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("filters")
        .mayOnlyBeAccessedByLayers("resources")
        .because("a layer is read without the layers that use it");
  }

  ArchRule templatesOnlyInTheDesk() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in("desk"), in("template"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("gg.jte..")
        .because("only the desk shows pages, and no other WAR has jte");
  }

  ArchRule jakartaSecurityOnlyInIdentityStore() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("identitystore"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.security.enterprise..")
        .because("Jakarta Security is one of the doors");
  }

  ArchRule doorsOpenNoStore() {
    return noClasses()
        .that()
        .resideInAnyPackage(doors())
        .should()
        .dependOnClassesThat(stores())
        .because("a door only translates");
  }

  ArchRule doorsSeeNoEntity() {
    return noClasses()
        .that()
        .resideInAnyPackage(doors())
        .should()
        .dependOnClassesThat(entities())
        .because("an entity never leaves through a door");
  }

  ArchRule doorsKnowNoPersistence() {
    return noClasses()
        .that()
        .resideInAnyPackage(doors())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.persistence..")
        .because("a door only translates");
  }

  /** A door, and the settings, are also closed to the other doors. */
  ArchRule nobodyImports(String room) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in(room))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(in(room))
        .because("a room does not know its callers, and what it needs is given to it");
  }

  ArchRule deskImportsOnlyPublicTypesAccessAndLog() {
    return noClasses()
        .that()
        .resideInAPackage(in("desk"))
        .should()
        .dependOnClassesThat(
            ours()
                .and(not(resideInAnyPackage(in("desk"), in("access"), in("log"))))
                .and(not(describe("public", this::isPublicApi))))
        .because("the pages use what every embedder can use");
  }

  ArchRule pdfOnlyInTheDesk() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("desk"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.pdfbox..", "org.apache.fontbox..")
        .because("only the desk's WAR has the library");
  }

  /** A server without one of these APIs cannot load a class that imports it. */
  ArchRule optionalApisOnlyInAdapters() {
    return noClasses()
        .that(not(describe("are adapters", this::isAdapter)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.opentelemetry..",
            "org.eclipse.microprofile.health..",
            "org.eclipse.microprofile.metrics..")
        .because("qrpin runs on servers that have none of them");
  }

  private boolean isAdapter(JavaClass type) {
    return type.getName()
        .matches(
            Pattern.quote(root + ".")
                + "(telemetry\\.(OpenTelemetryMeter|MetricRegistryMeter|HealthChecks)"
                + "|rest\\.filters\\.TracedAddress)(\\$.*)?");
  }

  /** The settings make what the watch of the permits needs, and the others fire events. */
  ArchRule nobodyButSettingsImportsTelemetry() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in("telemetry"), in("settings"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(in("telemetry"))
        .because("a room does what it does, measured or not");
  }

  private boolean isPublicApi(JavaClass type) {
    return named("PublicApi").or(named("Qrpin")).test(type)
        || type.isAnnotatedWith(root + ".PublicApi")
        || type.getEnclosingClass().filter(this::isPublicApi).isPresent();
  }

  ArchRule firstRunImportsNothingOfOurs() {
    return noClasses()
        .that()
        .resideInAPackage(in("firstrun"))
        .should()
        .dependOnClassesThat(ours().and(not(resideInAPackage(in("firstrun")))))
        .because("it runs in the server's own class loader, where there is nothing of the WAR");
  }

  ArchRule rootImportsNoRoom() {
    return noClasses()
        .that()
        .resideInAPackage(root)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root + ".*..")
        .because("it would tie all rooms together");
  }

  ArchRule auditKnowsNoSecret() {
    return noClasses()
        .that()
        .resideInAPackage(in("audit"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(in("pin"), in("hashing"))
                .or(named("badge.QrToken"))
                .or(named("SecretBytes")))
        .because("an audit row cannot hold a secret whose type is unknown there");
  }

  ArchRule noLoggerWhereSecretsAre() {
    return noClasses()
        .that()
        .resideInAnyPackage(in("pin"), in("hashing"), in("badge"))
        .should()
        .dependOnClassesThat(loggers().or(resideInAPackage(in("log"))))
        .because("a room without a logger cannot log a secret");
  }

  private static DescribedPredicate<JavaClass> loggers() {
    return resideInAnyPackage(LOGGERS.toArray(String[]::new))
        .or(
            describe(
                "are a logger of the platform",
                type -> type.getName().startsWith("java.lang.System$Logger")));
  }

  /** The first-run server speaks to somebody who reads the console, and has nothing of the WAR. */
  ArchRule onlyLogUsesALogger() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in("log"), in("firstrun"))
        .should()
        .dependOnClassesThat(loggers())
        .orShould(ACCESS_STANDARD_STREAMS)
        .because("every message has an id, and one list names all");
  }

  /** The first-run server starts before the application, so nothing can be injected there. */
  ArchRule timeAndChanceAreArguments() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in("settings"), in("firstrun"))
        .should()
        .accessTargetWhere(
            describe("asks the system for time or chance", ArchitectureRules::asksTheSystem))
        .because("time and chance are arguments, so that a test can give its own");
  }

  private static boolean asksTheSystem(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target && asksTheSystem(target);
  }

  private static boolean asksTheSystem(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    String name = target.getName();
    if (owner.isEquivalentTo(Clock.class)) {
      return name.startsWith("system") || name.matches("tick(Millis|Seconds|Minutes)");
    }
    if (owner.isEquivalentTo(SecureRandom.class)) {
      return name.equals("<init>") || name.startsWith("getInstance");
    }
    boolean byGivenClock =
        target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    return owner.getPackageName().startsWith("java.time") && name.equals("now") && !byGivenClock
        || owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis");
  }

  ArchRule roomsHaveNoCycles() {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("the rooms are read one after the other");
  }

  ArchRule producersOfCommonTypesAreQualified() {
    return members()
        .that()
        .areAnnotatedWith(Produces.class)
        .and(describe("give a type that is not ours", member -> !ours().test(typeOf(member))))
        .should()
        .beAnnotatedWith(Qrpin.class)
        .because("an unqualified bean would make the embedder's own bean ambiguous");
  }

  private static JavaClass typeOf(JavaMember member) {
    if (member instanceof JavaField field) {
      return field.getRawType();
    }
    return ((JavaMethod) member).getRawReturnType();
  }

  ArchRule entityManagerOnlyInPackagePrivateStores() {
    return classes()
        .that(describe("use an entity manager", ArchitectureRules::usesEntityManager))
        .should()
        .haveSimpleNameEndingWith("Store")
        .andShould()
        .bePackagePrivate()
        .because("an entity is read and written in one place");
  }

  private static boolean usesEntityManager(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .anyMatch(
            target ->
                target.isEquivalentTo(EntityManager.class)
                    || target.isEquivalentTo(EntityManagerFactory.class));
  }

  ArchRule noPublicField() {
    return fields()
        .that()
        .arePublic()
        .should()
        .beStatic()
        .andShould()
        .beFinal()
        .because("only constants are open to everyone");
  }

  ArchRule onlyTheOwnerNamesATable() {
    return classes()
        .should(
            new ArchCondition<>("name only tables that their own room owns") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                stringsByClass
                    .getOrDefault(type.getName(), List.of())
                    .forEach(
                        text ->
                            foreignTablesIn(text, type)
                                .forEach(table -> events.add(names(type, table))));
              }
            })
        .because("a table has one owner and one mapper");
  }

  private Stream<String> foreignTablesIn(String text, JavaClass type) {
    return OWNERS.entrySet().stream()
        .filter(owner -> !resideInAPackage(in(owner.getValue())).test(type))
        .map(Map.Entry::getKey)
        .filter(table -> Pattern.compile("\\b" + table + "\\b").matcher(text).find());
  }

  private static ConditionEvent names(JavaClass type, String table) {
    return SimpleConditionEvent.violated(
        type, "Class <%s> names the table %s".formatted(type.getName(), table));
  }
}
