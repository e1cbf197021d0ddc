package io.qrpin.architecture;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What must never be, one rule a test. Each rule is first seen to report everything that offends it
 * in the house next door, and nothing else there; only then is it believed.
 */
class ArchitectureTest {

  private static final String HERE = "io.qrpin";
  private static final String NEXT_DOOR = "io.qrpin.architecture.offenders";

  /** What stands next door only to be imported, or to be let alone. */
  private static final Set<String> HARMLESS =
      Set.of(
          "Shared",
          "firstrun.OwnTime",
          "firstrun.Sample",
          "identitystore.BadgeIdentityStore",
          "identitystore.Chain",
          "identitystore.Door",
          "credential.GivenTime",
          "credential.OpenEntity",
          "credential.OpenStore",
          "credential.ProperStore",
          "pin.Pin",
          "badge.QrToken",
          "rest.Door",
          "settings.Limits",
          "settings.QualifiedProducer",
          "signin.KnowsPriority",
          "subscriber.Worker");

  private static final JavaClasses HOUSE =
      new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages(HERE);
  private static final JavaClasses HOUSE_NEXT_DOOR =
      new ClassFileImporter().importPackages(NEXT_DOOR);

  @Test
  void secretAndRulesImportOnlyJavaAndTheProvidersOfCryptography() {
    assertHolds(
        ArchitectureRules::secretAndRulesArePlain,
        "pin.InjectedHasher",
        "pin.StoredRule",
        "pin.DirectoryRule");
  }

  @Test
  void jaxRsJsonServletAndPermissionsAreKnownOnlyInRest() {
    assertHolds(
        ArchitectureRules::httpAndJsonOnlyInRest,
        "signin.KnowsJaxRs",
        "signin.KnowsJson",
        "signin.KnowsServlet",
        "signin.KnowsRolesAllowed",
        "signin.KnowsTokens");
  }

  @Test
  void jakartaSecurityIsKnownOnlyInTheIdentityStore() {
    assertHolds(
        ArchitectureRules::jakartaSecurityOnlyInIdentityStore, "signin.KnowsJakartaSecurity");
  }

  @Test
  void doorsImportNoStore() {
    assertHolds(ArchitectureRules::doorsOpenNoStore, "rest.OpensStore", "identitystore.OpensStore");
  }

  @Test
  void doorsImportNoEntity() {
    assertHolds(
        ArchitectureRules::doorsSeeNoEntity, "rest.ShowsEntity", "identitystore.ShowsEntity");
  }

  @Test
  void doorsImportNoPersistence() {
    assertHolds(
        ArchitectureRules::doorsKnowNoPersistence,
        "rest.CatchesPersistence",
        "identitystore.CatchesPersistence");
  }

  @Test
  void nobodyImportsRest() {
    assertHolds(ArchitectureRules::nobodyImportsRest, "attempts.ImportsRest");
  }

  @Test
  void nobodyImportsTheIdentityStore() {
    assertHolds(ArchitectureRules::nobodyImportsIdentityStore, "attempts.ImportsIdentityStore");
  }

  @Test
  void nobodyImportsSettings() {
    assertHolds(ArchitectureRules::nobodyImportsSettings, "attempts.ImportsSettings");
  }

  @Test
  void nobodyImportsTheFirstRunServer() {
    assertHolds(ArchitectureRules::nobodyImportsFirstRun, "attempts.ImportsFirstRun");
  }

  @Test
  void theFirstRunServerImportsNothingOfQrpin() {
    assertHolds(
        ArchitectureRules::firstRunImportsNothingOfOurs,
        "firstrun.ImportsPin",
        "firstrun.ImportsShared");
  }

  @Test
  void whatAllRoomsShareImportsNoRoom() {
    assertHolds(ArchitectureRules::whatAllRoomsShareKnowsNoRoom, "SharedWithPin");
  }

  @Test
  void auditImportsNeitherThePinNorTheTokenOfTheBadge() {
    assertHolds(ArchitectureRules::auditKnowsNoSecret, "audit.RowWithPin", "audit.RowWithToken");
  }

  @Test
  void thereIsNoLoggerInPinHashingAndBadge() {
    assertHolds(
        ArchitectureRules::noLoggerWhereSecretsAre,
        "pin.LoggingHasher",
        "pin.LoggingRule",
        "badge.LoggingCode");
  }

  @Test
  void nobodyButSettingsAsksTheSystemForTimeOrChance() {
    assertHolds(
        ArchitectureRules::timeAndChanceAreArguments,
        "credential.OwnInstant",
        "credential.OwnClock",
        "credential.OwnTicks",
        "credential.OwnDate",
        "credential.OwnMillis",
        "credential.OwnRandom",
        "credential.OwnStrongRandom",
        "credential.OwnTimeByReference",
        "credential.OwnRandomByReference");
  }

  @Test
  void thereAreNoCyclesAmongTheRooms() {
    assertHolds(ArchitectureRules::roomsHaveNoCycles, "scanner.KnowsReader", "reader.KnowsBadge");
  }

  @Test
  void producersOfCommonTypesCarryOurQualifier() {
    assertHolds(
        ArchitectureRules::producersOfCommonTypesAreQualified, "settings.UnqualifiedProducer");
  }

  @Test
  void theEntityManagerIsOnlyInPackagePrivateClassesNamedStore() {
    assertHolds(
        ArchitectureRules::entityManagerOnlyInPackagePrivateStores,
        "credential.PublicStore",
        "credential.Finder",
        "credential.OwnFactory");
  }

  @Test
  void noFieldIsPublicUnlessItIsAConstant() {
    assertHolds(ArchitectureRules::noPublicField, "attempts.OpenFields");
  }

  @Test
  void aRuleIsBrokenAsOftenAsItIsOffended() {
    ArchitectureRules rules = new ArchitectureRules(NEXT_DOOR);
    assertThat(violations(rules.producersOfCommonTypesAreQualified())).hasSize(3);
    assertThat(violations(rules.roomsHaveNoCycles())).hasSize(1);
  }

  @Test
  void everyClassNextDoorThatOffendsIsSeenAndEveryRuleIsTried() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (Method rule : ArchitectureRules.class.getDeclaredMethods()) {
      if (rule.getReturnType() == ArchRule.class && rule.getParameterCount() == 0) {
        Set<String> offenders =
            offendersSeenBy((ArchRule) rule.invoke(new ArchitectureRules(NEXT_DOOR)));
        assertThat(offenders).as(rule.getName()).isNotEmpty();
        seen.addAll(offenders);
      }
    }
    Set<String> harmless = new TreeSet<>();
    HOUSE_NEXT_DOOR.stream()
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .forEach(type -> harmless.add(nameNextDoor(type)));
    harmless.removeAll(seen);
    assertThat(harmless).containsExactlyInAnyOrderElementsOf(HARMLESS);
  }

  @Test
  void theHouseThatIsJudgedIsTheRealOne() {
    assertThat(HOUSE).extracting(JavaClass::getName).contains("io.qrpin.access.Operation");
    assertThat(HOUSE).noneMatch(type -> type.getName().startsWith(HERE + ".architecture"));
  }

  private static void assertHolds(Function<ArchitectureRules, ArchRule> rule, String... offenders) {
    assertThat(offendersSeenBy(rule.apply(new ArchitectureRules(NEXT_DOOR))))
        .as("offenders that the rule sees")
        .containsExactlyInAnyOrder(offenders);
    rule.apply(new ArchitectureRules(HERE)).check(HOUSE);
  }

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(HOUSE_NEXT_DOOR).getFailureReport().getDetails();
  }

  /** The first class that a line of a report names is the one that does it. */
  private static Set<String> offendersSeenBy(ArchRule rule) {
    Set<String> offenders = new TreeSet<>();
    for (String violation : violations(rule)) {
      violation
          .lines()
          .filter(line -> line.contains("<"))
          .forEach(line -> offenders.add(first(line)));
    }
    return offenders;
  }

  private static String first(String line) {
    String named = line.substring(line.indexOf('<') + 1);
    return HOUSE_NEXT_DOOR.stream()
        .filter(type -> named.matches(Pattern.quote(type.getName()) + "[.>].*"))
        .map(ArchitectureTest::nameNextDoor)
        .findFirst()
        .orElseThrow(() -> new AssertionError(line));
  }

  private static String nameNextDoor(JavaClass type) {
    return type.getName().substring(NEXT_DOOR.length() + 1);
  }
}
