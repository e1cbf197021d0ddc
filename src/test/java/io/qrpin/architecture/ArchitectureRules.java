package io.qrpin.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchRule;
import io.qrpin.Qrpin;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.MappedSuperclass;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What must never be, for a house that stands under {@code root}: the real one, or the one next
 * door where everything is wrong.
 *
 * @param root the package that holds the rooms
 */
record ArchitectureRules(String root) {

  private String in(String room) {
    return root + "." + room + "..";
  }

  private String[] doors() {
    return new String[] {in("rest"), in("identitystore")};
  }

  private DescribedPredicate<JavaClass> ours() {
    return resideInAPackage(root + "..");
  }

  /** Stores and entities stand beside the rules and the secret, and are none. */
  private static DescribedPredicate<JavaClass> entities() {
    return describe(
        "entities",
        type ->
            type.isAnnotatedWith(Entity.class)
                || type.isAnnotatedWith(Embeddable.class)
                || type.isAnnotatedWith(MappedSuperclass.class));
  }

  /** {@code IdentityStore} is Jakarta Security's own word. */
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
                .or(simpleName("PublicApi")))
        .because("what guards a PIN must be readable and testable without container and database");
  }

  ArchRule httpAndJsonOnlyInRest() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("rest"))
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
        .because("the boundary only translates");
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
        .because("the boundary only translates");
  }

  ArchRule nobodyImportsRest() {
    return nobodyImports("rest", "what is inside does not know which door one came through");
  }

  ArchRule nobodyImportsIdentityStore() {
    return nobodyImports(
        "identitystore", "what is inside does not know which door one came through");
  }

  ArchRule nobodyImportsSettings() {
    return nobodyImports("settings", "what a room needs is given to it");
  }

  ArchRule nobodyImportsFirstRun() {
    return nobodyImports("firstrun", "it is not in the WAR");
  }

  private ArchRule nobodyImports(String room, String reason) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in(room))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(in(room))
        .because(reason);
  }

  ArchRule firstRunImportsNothingOfOurs() {
    return noClasses()
        .that()
        .resideInAPackage(in("firstrun"))
        .should()
        .dependOnClassesThat(ours().and(not(resideInAPackage(in("firstrun")))))
        .because("it runs in the server's own class loader, where there is nothing of the WAR");
  }

  ArchRule whatAllRoomsShareKnowsNoRoom() {
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
                .or(
                    describe(
                        "are the badge's secret",
                        type -> type.getName().equals(root + ".badge.QrToken"))))
        .because("an audit row cannot hold a secret whose type is unknown there");
  }

  ArchRule noLoggerWhereSecretsAre() {
    return noClasses()
        .that()
        .resideInAnyPackage(in("pin"), in("hashing"), in("badge"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.util.logging..",
                    "org.slf4j..",
                    "org.apache.commons.logging..",
                    "org.apache.logging..",
                    "org.jboss.logging..")
                .or(
                    describe(
                        "are a logger of the platform",
                        type -> type.getName().startsWith("java.lang.System$Logger"))))
        .because("what cannot write cannot leak");
  }

  /**
   * Except where they are made, and in the first-run server: nobody injects anything there, because
   * it is up before the application is.
   */
  ArchRule timeAndChanceAreArguments() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in("settings"), in("firstrun"))
        .should()
        .accessTargetWhere(
            describe("asks the system for time or chance", ArchitectureRules::asksTheSystem))
        .because("time and chance are arguments; a test gives its own");
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
        .because("a guest does not fight the host over an unqualified bean");
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
        .because("a transaction is read in one place");
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
}
