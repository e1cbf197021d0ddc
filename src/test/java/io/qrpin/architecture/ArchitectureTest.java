package io.qrpin.architecture;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * One rule a test. Each rule must first report every class that offends it in the {@link
 * HouseNextDoor}, and no other class there. Then it must hold in the real house.
 */
class ArchitectureTest {

  private static final String HERE = "io.qrpin";

  private static final JavaClasses HOUSE =
      new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages(HERE);

  private static final ArchitectureRules RULES =
      new ArchitectureRules(HERE, Sources.under(Path.of("src/main/java")).stringsByClass());

  private static final List<String> CLOSED_ROOMS =
      List.of("rest", "identitystore", "desk", "settings", "firstrun");

  @Test
  void pinHashingAndBadgeImportOnlyJavaAndTheLibrariesOfCryptographyAndDrawing() {
    assertHolds(
        ArchitectureRules::secretAndRulesArePlain,
        "pin.InjectedHasher",
        "pin.StoredRule",
        "pin.DirectoryRule",
        "pin.SharingRule",
        "badge.LoggingCode",
        "badge.LoggingSymbol");
  }

  @Test
  void jaxRsJsonServletAndPermissionsAreImportedOnlyByDoorsOfHttp() {
    assertHolds(
        ArchitectureRules::httpAndJsonOnlyInHttpDoors,
        "access.KnowsHttpStatus",
        "signin.KnowsJaxRs",
        "signin.KnowsJson",
        "signin.KnowsServlet",
        "signin.KnowsRolesAllowed",
        "signin.KnowsTokens");
  }

  @Test
  void theLayersOfRestAreErrorsWireFiltersAndResources() {
    assertHolds(
        ArchitectureRules::restIsBuiltInLayers,
        "rest.errors.ImportsWire",
        "rest.errors.ImportsFilters",
        "rest.errors.ImportsResource",
        "rest.wire.ImportsFilters",
        "rest.wire.ImportsResource",
        "rest.filters.ImportsResource");
  }

  @Test
  void jakartaSecurityIsImportedOnlyByTheIdentityStore() {
    assertHolds(
        ArchitectureRules::jakartaSecurityOnlyInIdentityStore,
        "access.KnowsPrincipal",
        "signin.KnowsJakartaSecurity");
  }

  @Test
  void doorsImportNoStore() {
    assertHolds(
        ArchitectureRules::doorsOpenNoStore,
        "rest.OpensStore",
        "identitystore.OpensStore",
        "desk.OpensStore");
  }

  @Test
  void doorsImportNoEntity() {
    assertHolds(
        ArchitectureRules::doorsSeeNoEntity,
        "rest.ShowsEntity",
        "identitystore.ShowsEntity",
        "desk.ShowsEntity");
  }

  @Test
  void doorsImportNoPersistence() {
    assertHolds(
        ArchitectureRules::doorsKnowNoPersistence,
        "rest.CatchesPersistence",
        "identitystore.CatchesPersistence",
        "desk.CatchesPersistence");
  }

  @Test
  void theDeskIsBuiltInLayers() {
    assertHolds(
        ArchitectureRules::deskIsBuiltInLayers,
        "desk.filters.ImportsResource",
        "desk.page.ImportsFilters",
        "desk.page.ImportsResource");
  }

  @Test
  void onlyTheDeskShowsTemplates() {
    assertHolds(ArchitectureRules::templatesOnlyInTheDesk, "signin.KnowsTemplates");
  }

  @Test
  void nobodyImportsRest() {
    assertHolds(
        rules -> rules.nobodyImports("rest"), "attempts.ImportsRest", "desk.ImportsAnotherDoor");
  }

  @Test
  void nobodyImportsTheIdentityStore() {
    assertHolds(
        rules -> rules.nobodyImports("identitystore"),
        "attempts.ImportsIdentityStore",
        "rest.wire.ImportsOtherDoor");
  }

  @Test
  void nobodyImportsTheDesk() {
    assertHolds(rules -> rules.nobodyImports("desk"), "attempts.ImportsDesk");
  }

  @Test
  void nobodyImportsSettings() {
    assertHolds(rules -> rules.nobodyImports("settings"), "attempts.ImportsSettings");
  }

  @Test
  void nobodyImportsTheFirstRunServer() {
    assertHolds(rules -> rules.nobodyImports("firstrun"), "attempts.ImportsFirstRun");
  }

  @Test
  void theDeskImportsOnlyThePublicApiAccessAndLog() {
    assertHolds(
        ArchitectureRules::deskImportsOnlyPublicTypesAccessAndLog,
        "desk.ShowsWhatIsNotPublic",
        "desk.ImportsAnotherDoor",
        "desk.OpensStore",
        "desk.ShowsEntity");
  }

  @Test
  void pdfDocumentsAreDrawnOnlyInTheDesk() {
    assertHolds(ArchitectureRules::pdfOnlyInTheDesk, "rest.PrintsPdf", "rest.LoadsFont");
  }

  @Test
  void onlyAdaptersImportAnApiThatAServerMayLack() {
    assertHolds(
        ArchitectureRules::optionalApisOnlyInAdapters,
        "telemetry.Eager",
        "signin.KnowsHealth",
        "signin.KnowsMetrics");
  }

  @Test
  void onlySettingsImportTelemetry() {
    assertHolds(ArchitectureRules::nobodyButSettingsImportsTelemetry, "signin.ImportsTelemetry");
  }

  @Test
  void theFirstRunServerImportsNothingOfQrpin() {
    assertHolds(
        ArchitectureRules::firstRunImportsNothingOfOurs,
        "firstrun.ImportsPin",
        "firstrun.ImportsShared");
  }

  @Test
  void theRootPackageImportsNoRoom() {
    assertHolds(ArchitectureRules::rootImportsNoRoom, "SharedWithPin");
  }

  @Test
  void auditImportsNoSecret() {
    assertHolds(
        ArchitectureRules::auditKnowsNoSecret,
        "audit.RowWithPin",
        "audit.RowWithToken",
        "audit.RowWithSecret");
  }

  @Test
  void thereIsNoLoggerInPinHashingAndBadge() {
    assertHolds(
        ArchitectureRules::noLoggerWhereSecretsAre,
        "hashing.LoggingHasher",
        "pin.LoggingRule",
        "badge.LoggingCode",
        "badge.LoggingSymbol");
  }

  @Test
  void onlyLogUsesALoggerAndNobodyPrints() {
    assertHolds(
        ArchitectureRules::onlyLogUsesALogger,
        "hashing.LoggingHasher",
        "pin.LoggingRule",
        "badge.LoggingCode",
        "retention.OwnLogger",
        "retention.Printing");
  }

  @Test
  void onlySettingsAskTheSystemForTimeOrChance() {
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
    assertHolds(ArchitectureRules::roomsHaveNoCycles, "scanner.KnowsReader", "reader.KnowsScanner");
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
  void aTableIsNamedOnlyInTheRoomThatOwnsIt() {
    assertHolds(
        ArchitectureRules::onlyTheOwnerNamesATable,
        "credential.ForeignTable",
        "credential.ForeignTableInAnAnnotation",
        "credential.ForeignTableInATextBlock");
  }

  @Test
  void everyTableOfTheSchemaHasAnOwner() throws IOException {
    Pattern created = Pattern.compile("(?i)\\bcreate\\s+table\\s+(?:if not exists\\s+)?(\\w+)");
    Set<String> tables = new TreeSet<>();
    try (Stream<Path> migrations = Files.list(Path.of("db/migration"))) {
      for (Path migration : migrations.toList()) {
        created
            .matcher(Files.readString(migration))
            .results()
            .map((MatchResult found) -> found.group(1))
            .forEach(tables::add);
      }
    }
    assertThat(ArchitectureRules.OWNERS).containsOnlyKeys(tables);
  }

  @Test
  void aRuleIsBrokenAsOftenAsItIsOffended() {
    ArchitectureRules rules = HouseNextDoor.RULES;
    assertThat(violations(rules.producersOfCommonTypesAreQualified())).hasSize(3);
    assertThat(violations(rules.onlyTheOwnerNamesATable())).hasSize(3);
    assertThat(violations(rules.roomsHaveNoCycles())).hasSize(1);
  }

  @Test
  void everyRuleReportsSomethingAndEveryClassNextDoorIsReportedOrHarmless() throws Exception {
    Set<String> reported = new TreeSet<>();
    for (Map.Entry<String, ArchRule> rule : allRulesNextDoor().entrySet()) {
      Set<String> offenders = offendersReportedBy(rule.getValue());
      assertThat(offenders).as(rule.getKey()).isNotEmpty();
      reported.addAll(offenders);
    }
    Set<String> others = new TreeSet<>();
    HouseNextDoor.CLASSES.forEach(type -> others.add(nameNextDoor(type)));
    others.removeAll(reported);
    assertThat(others).containsExactlyInAnyOrderElementsOf(HouseNextDoor.HARMLESS);
  }

  private static Map<String, ArchRule> allRulesNextDoor() throws ReflectiveOperationException {
    Map<String, ArchRule> rules = new TreeMap<>();
    for (Method rule : ArchitectureRules.class.getDeclaredMethods()) {
      if (rule.getReturnType() == ArchRule.class && rule.getParameterCount() == 0) {
        rules.put(rule.getName(), (ArchRule) rule.invoke(HouseNextDoor.RULES));
      }
    }
    CLOSED_ROOMS.forEach(
        room -> rules.put("nobodyImports " + room, HouseNextDoor.RULES.nobodyImports(room)));
    return rules;
  }

  @Test
  void theRulesJudgeTheRealHouseAndItsSources() {
    assertThat(HOUSE).extracting(JavaClass::getName).contains("io.qrpin.signin.SignIn");
    assertThat(HOUSE).noneMatch(type -> type.getName().startsWith(HERE + ".architecture"));
    assertThat(RULES.stringsByClass()).containsKey("io.qrpin.signin.SignIn");
  }

  private static void assertHolds(Function<ArchitectureRules, ArchRule> rule, String... offenders) {
    assertReports(rule, offenders);
    rule.apply(RULES).check(HOUSE);
  }

  private static void assertReports(
      Function<ArchitectureRules, ArchRule> rule, String... offenders) {
    assertThat(offendersReportedBy(rule.apply(HouseNextDoor.RULES)))
        .as("offenders that the rule reports")
        .containsExactlyInAnyOrder(offenders);
  }

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(HouseNextDoor.CLASSES).getFailureReport().getDetails();
  }

  /** The first class that a line of a report names is the one that offends. */
  private static Set<String> offendersReportedBy(ArchRule rule) {
    Set<String> offenders = new TreeSet<>();
    for (String violation : violations(rule)) {
      violation
          .lines()
          .filter(line -> line.contains("<"))
          .forEach(line -> offenders.add(firstNamed(line)));
    }
    return offenders;
  }

  private static String firstNamed(String line) {
    String named = line.substring(line.indexOf('<') + 1);
    return HouseNextDoor.CLASSES.stream()
        .filter(type -> named.matches(Pattern.quote(type.getName()) + "[.>].*"))
        .map(ArchitectureTest::nameNextDoor)
        .findFirst()
        .orElseThrow(() -> new AssertionError(line));
  }

  private static String nameNextDoor(JavaClass type) {
    return type.getName().substring(HouseNextDoor.ROOT.length() + 1);
  }
}
