package io.qrpin.access;

import static io.qrpin.rest.filters.Tokens.application;
import static io.qrpin.rest.filters.Tokens.caller;
import static io.qrpin.rest.filters.Tokens.delegated;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.rest.filters.Tokens;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Graph's permission table, written down once more, cell by cell.
 *
 * <p>A row is the one permission that the token has. A column is whose token it is and on whom it
 * is used; its five letters are the caller's directory role: none, Global Reader, Authentication
 * Administrator, Privileged Authentication Administrator, Authentication Policy Administrator. Y is
 * allowed, a dot is not.
 */
class OperationTest {

  private static final String READ_TABLE =
      """
      permission                                delegated delegated application unclear
                                                oneself   another   another     another
      UserAuthMethod-QR.Read                    YYYYY     .....     .....       .....
      UserAuthMethod-QR.Read.All                YYYYY     .YYY.     YYYYY       .....
      UserAuthMethod-QR.ReadWrite               YYYYY     .....     .....       .....
      UserAuthMethod-QR.ReadWrite.All           YYYYY     .YYY.     YYYYY       .....
      UserAuthenticationMethod.Read             YYYYY     .....     .....       .....
      UserAuthenticationMethod.Read.All         YYYYY     .YYY.     YYYYY       .....
      UserAuthenticationMethod.ReadWrite        YYYYY     .....     .....       .....
      UserAuthenticationMethod.ReadWrite.All    YYYYY     .YYY.     YYYYY       .....
      Directory.AccessAsUser.All                .....     .....     .....       .....
      Policy.Read.AuthenticationMethod          .....     .....     .....       .....
      Policy.ReadWrite.AuthenticationMethod     .....     .....     .....       .....
      QrCodePin.SignIn                          .....     .....     .....       .....
      User.ReadWrite.All                        .....     .....     .....       .....
      userauthenticationmethod.readwrite.all    .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite.All,   .....     .....     .....       .....
      .All                                      .....     .....     .....       .....
      -                                         .....     .....     .....       .....
      """;

  private static final String WRITE_TABLE =
      """
      permission                                delegated delegated application unclear
                                                oneself   another   another     another
      UserAuthMethod-QR.Read                    .....     .....     .....       .....
      UserAuthMethod-QR.Read.All                .....     .....     .....       .....
      UserAuthMethod-QR.ReadWrite               .....     .....     .....       .....
      UserAuthMethod-QR.ReadWrite.All           .....     ..YY.     YYYYY       .....
      UserAuthenticationMethod.Read             .....     .....     .....       .....
      UserAuthenticationMethod.Read.All         .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite        .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite.All    .....     ..YY.     YYYYY       .....
      Directory.AccessAsUser.All                .....     .....     .....       .....
      Policy.Read.AuthenticationMethod          .....     .....     .....       .....
      Policy.ReadWrite.AuthenticationMethod     .....     .....     .....       .....
      QrCodePin.SignIn                          .....     .....     .....       .....
      User.ReadWrite.All                        .....     .....     .....       .....
      userauthenticationmethod.readwrite.all    .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite.All,   .....     .....     .....       .....
      .All                                      .....     .....     .....       .....
      -                                         .....     .....     .....       .....
      """;

  private static final String OWN_WRITE_TABLE =
      """
      permission                                delegated delegated application unclear
                                                oneself   another   another     another
      UserAuthMethod-QR.Read                    .....     .....     .....       .....
      UserAuthMethod-QR.Read.All                .....     .....     .....       .....
      UserAuthMethod-QR.ReadWrite               YYYYY     .....     .....       .....
      UserAuthMethod-QR.ReadWrite.All           YYYYY     ..YY.     YYYYY       .....
      UserAuthenticationMethod.Read             .....     .....     .....       .....
      UserAuthenticationMethod.Read.All         .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite        YYYYY     .....     .....       .....
      UserAuthenticationMethod.ReadWrite.All    YYYYY     ..YY.     YYYYY       .....
      Directory.AccessAsUser.All                .....     .....     .....       .....
      Policy.Read.AuthenticationMethod          .....     .....     .....       .....
      Policy.ReadWrite.AuthenticationMethod     .....     .....     .....       .....
      QrCodePin.SignIn                          .....     .....     .....       .....
      User.ReadWrite.All                        .....     .....     .....       .....
      userauthenticationmethod.readwrite.all    .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite.All,   .....     .....     .....       .....
      .All                                      .....     .....     .....       .....
      -                                         .....     .....     .....       .....
      """;

  private static final String CHANGE_TABLE =
      """
      permission                                delegated delegated application unclear
                                                oneself   another   another     another
      UserAuthMethod-QR.Read                    .....     .....     .....       .....
      UserAuthMethod-QR.Read.All                .....     .....     .....       .....
      UserAuthMethod-QR.ReadWrite               .....     .....     .....       .....
      UserAuthMethod-QR.ReadWrite.All           .....     .....     .....       .....
      UserAuthenticationMethod.Read             .....     .....     .....       .....
      UserAuthenticationMethod.Read.All         .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite        .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite.All    .....     .....     .....       .....
      Directory.AccessAsUser.All                YYYYY     .....     .....       .....
      Policy.Read.AuthenticationMethod          .....     .....     .....       .....
      Policy.ReadWrite.AuthenticationMethod     .....     .....     .....       .....
      QrCodePin.SignIn                          .....     .....     .....       .....
      User.ReadWrite.All                        .....     .....     .....       .....
      userauthenticationmethod.readwrite.all    .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite.All,   .....     .....     .....       .....
      .All                                      .....     .....     .....       .....
      -                                         .....     .....     .....       .....
      """;

  private static final String NOBODYS_TABLE =
      """
      permission                                delegated delegated application unclear
                                                oneself   another   another     another
      UserAuthMethod-QR.Read                    .....     .....     .....       .....
      UserAuthMethod-QR.Read.All                .....     .....     .....       .....
      UserAuthMethod-QR.ReadWrite               .....     .....     .....       .....
      UserAuthMethod-QR.ReadWrite.All           .....     .....     .....       .....
      UserAuthenticationMethod.Read             .....     .....     .....       .....
      UserAuthenticationMethod.Read.All         .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite        .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite.All    .....     .....     .....       .....
      Directory.AccessAsUser.All                .....     .....     .....       .....
      Policy.Read.AuthenticationMethod          .....     .....     .....       .....
      Policy.ReadWrite.AuthenticationMethod     .....     .....     .....       .....
      QrCodePin.SignIn                          .....     .....     .....       .....
      User.ReadWrite.All                        .....     .....     .....       .....
      userauthenticationmethod.readwrite.all    .....     .....     .....       .....
      UserAuthenticationMethod.ReadWrite.All,   .....     .....     .....       .....
      .All                                      .....     .....     .....       .....
      -                                         .....     .....     .....       .....
      """;

  private static final String SIGN_IN_TABLE =
      """
      permission                                delegated   application  unclear
      UserAuthMethod-QR.Read                    .....       .....        .....
      UserAuthMethod-QR.Read.All                .....       .....        .....
      UserAuthMethod-QR.ReadWrite               .....       .....        .....
      UserAuthMethod-QR.ReadWrite.All           .....       .....        .....
      UserAuthenticationMethod.Read             .....       .....        .....
      UserAuthenticationMethod.Read.All         .....       .....        .....
      UserAuthenticationMethod.ReadWrite        .....       .....        .....
      UserAuthenticationMethod.ReadWrite.All    .....       .....        .....
      Directory.AccessAsUser.All                .....       .....        .....
      Policy.Read.AuthenticationMethod          .....       .....        .....
      Policy.ReadWrite.AuthenticationMethod     .....       .....        .....
      QrCodePin.SignIn                          .....       YYYYY        .....
      User.ReadWrite.All                        .....       .....        .....
      userauthenticationmethod.readwrite.all    .....       .....        .....
      UserAuthenticationMethod.ReadWrite.All,   .....       .....        .....
      .All                                      .....       .....        .....
      -                                         .....       .....        .....
      """;

  private static final String POLICY_TABLE =
      """
      permission                                read        read         write       write
                                                delegated   application  delegated   application
      Policy.Read.AuthenticationMethod          .Y..Y       YYYYY        .....       .....
      Policy.ReadWrite.AuthenticationMethod     .Y..Y       YYYYY        ....Y       YYYYY
      UserAuthenticationMethod.ReadWrite.All    .....       .....        .....       .....
      Directory.AccessAsUser.All                .....       .....        .....       .....
      -                                         .....       .....        .....       .....
      """;

  private static final Map<Operation, String> TABLES =
      Map.of(
          Operation.READ, READ_TABLE,
          Operation.RESET_PIN, WRITE_TABLE,
          Operation.DELETE_PIN, WRITE_TABLE,
          Operation.DELETE_CODE, WRITE_TABLE,
          Operation.ENROL, WRITE_TABLE,
          Operation.DELETE_METHOD, OWN_WRITE_TABLE,
          Operation.CHANGE_PIN, CHANGE_TABLE,
          Operation.SIGN_IN, NOBODYS_TABLE);

  private static final String GLOBAL_READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
  private static final String AUTHENTICATION_ADMINISTRATOR = "c4e39bd9-1100-46d3-8c65-fb160da0071f";
  private static final String PRIVILEGED_AUTHENTICATION_ADMINISTRATOR =
      "7be44c8a-adaf-4e2a-84d6-ab2649e08a13";
  private static final String AUTHENTICATION_POLICY_ADMINISTRATOR =
      "0526716b-113d-4c15-b2c8-68e3c22b9f80";
  private static final List<List<String>> ROLES =
      List.of(
          List.of(),
          List.of(GLOBAL_READER),
          List.of(AUTHENTICATION_ADMINISTRATOR),
          List.of(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR),
          List.of(AUTHENTICATION_POLICY_ADMINISTRATOR));

  private static final String MOST = "UserAuthenticationMethod.ReadWrite.All";
  private static final String SELF = "caller-1";
  private static final Subscriber ONESELF = worker(SELF);
  private static final Subscriber ANOTHER = worker("worker-1");
  private static final Subscriber PROTECTED = worker("boss-1", "everybody", "bosses");
  private static final AccessSettings SETTINGS =
      new AccessSettings(
          Optional.empty(), Optional.empty(), Set.of("bosses"), Set.of("trusted-app"), false, true);

  private enum Column {
    DELEGATED_ON_ONESELF,
    DELEGATED_ON_ANOTHER,
    APPLICATION_ON_ANOTHER,
    UNCLEAR_ON_ANOTHER
  }

  private record Cell(
      Operation operation, String permission, Column column, List<String> wids, boolean allowed) {

    Caller caller() {
      String scopes = permission.equals("-") ? "" : permission;
      List<String> roles = permission.equals("-") ? List.of() : List.of(permission);
      return switch (column) {
        case DELEGATED_ON_ONESELF, DELEGATED_ON_ANOTHER -> delegated(SELF, scopes, wids);
        case APPLICATION_ON_ANOTHER ->
            Tokens.caller(Map.of("idtyp", "app", "azp", "an-app", "roles", roles, "wids", wids));
        case UNCLEAR_ON_ANOTHER ->
            Tokens.caller(Map.of("oid", SELF, "azp", "an-app", "roles", roles, "wids", wids));
      };
    }
  }

  static Stream<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Operation operation : TABLES.keySet()) {
      for (String line : TABLES.get(operation).lines().skip(2).toList()) {
        String[] row = line.strip().split(" +");
        for (Column column : Column.values()) {
          for (int role = 0; role < ROLES.size(); role++) {
            boolean allowed = row[1 + column.ordinal()].charAt(role) == 'Y';
            cells.add(new Cell(operation, row[0], column, ROLES.get(role), allowed));
          }
        }
      }
    }
    return cells.stream();
  }

  private static Subscriber worker(String id, String... groups) {
    return new Subscriber(
        new SubscriberId(id),
        id + "@example.com",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(groups));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("cells")
  void everyCellOfTheTableAllowsWhatItSays(Cell cell) {
    Subscriber target = cell.column() == Column.DELEGATED_ON_ONESELF ? ONESELF : ANOTHER;
    assertThat(cell.operation().allowsOn(target, cell.caller(), SETTINGS))
        .isEqualTo(cell.allowed());
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("cells")
  void whetherTheCallerMayAtAllIsDecidedBeforeTheUserIsLookedUp(Cell cell) {
    boolean decided =
        cell.column() == Column.DELEGATED_ON_ONESELF
            ? cell.operation().allowsOnOneself(cell.caller(), SETTINGS)
            : cell.operation().allowsOnOthers(cell.caller());
    assertThat(decided).isEqualTo(cell.allowed());
  }

  @Test
  void everyOperationHasItsTable() {
    assertThat(TABLES.keySet())
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(
                EnumSet.of(
                    Operation.READ_POLICY, Operation.WRITE_POLICY, Operation.LIST_EXPIRING)));
    assertThat(cells()).hasSize(TABLES.size() * 17 * 4 * 5);
  }

  @Test
  void twoScopesDoNotAddUp() {
    Caller administrator =
        delegated(
            SELF,
            "UserAuthenticationMethod.ReadWrite UserAuthenticationMethod.Read.All",
            List.of(AUTHENTICATION_ADMINISTRATOR));
    assertThat(Operation.RESET_PIN.allowsOn(ANOTHER, administrator, SETTINGS)).isFalse();
    assertThat(Operation.READ.allowsOn(ANOTHER, administrator, SETTINGS)).isTrue();
  }

  @Test
  void anyOneOfSeveralScopesAndRolesIsEnough() {
    Caller administrator =
        delegated(
            SELF,
            "openid  UserAuthMethod-QR.Read " + MOST + " profile",
            List.of(GLOBAL_READER, AUTHENTICATION_ADMINISTRATOR, "another-role"));
    assertThat(Operation.RESET_PIN.allowsOn(ANOTHER, administrator, SETTINGS)).isTrue();
  }

  @ParameterizedTest(name = "{index} a caller with every scope and role: {0}")
  @EnumSource(
      value = Operation.class,
      names = {"RESET_PIN", "DELETE_PIN"})
  void nobodyResetsOrDeletesHisOwnPinWhateverTheScopeAndRole(Operation operation) {
    Caller administrator =
        delegated(
            SELF,
            MOST + " UserAuthMethod-QR.ReadWrite.All UserAuthenticationMethod.ReadWrite",
            List.of(AUTHENTICATION_ADMINISTRATOR, PRIVILEGED_AUTHENTICATION_ADMINISTRATOR));
    assertThat(operation.allowsOn(ONESELF, administrator, SETTINGS)).isFalse();
    assertThat(operation.allowsOn(ANOTHER, administrator, SETTINGS)).isTrue();
  }

  @ParameterizedTest(name = "{index} scopes of blanks only")
  @ValueSource(strings = {"", " ", "   ", "\t"})
  void blankScopesAllowNothing(String blank) {
    Caller caller = delegated(SELF, blank, List.of(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR));
    assertAllowsNothing(caller);
  }

  @ParameterizedTest(name = "{index} with scopes \"{0}\"")
  @ValueSource(strings = {"", "openid"})
  void theRolesPermissionsOfADelegatedTokenAreIgnored(String scopes) {
    Caller caller =
        caller(
            Map.of(
                "scp",
                scopes,
                "idtyp",
                "app",
                "oid",
                SELF,
                "roles",
                List.of(MOST),
                "wids",
                List.of(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR)));
    assertAllowsNothing(caller);
  }

  @Test
  void theScopesOfAnApplicationTokenMakeItADelegatedOne() {
    Caller caller =
        caller(Map.of("scope", "", "idtyp", "app", "azp", "an-app", "roles", List.of(MOST)));
    assertAllowsNothing(caller);
  }

  @Test
  void anApplicationIsNobodysSelf() {
    Subscriber namesake = worker("an-app");
    Caller reader = application("an-app", "UserAuthenticationMethod.Read");
    assertThat(Operation.READ.allowsOnOneself(reader, SETTINGS)).isFalse();
    assertThat(Operation.READ.allowsOn(namesake, reader, SETTINGS)).isFalse();
    Caller writer = application("an-app", MOST);
    assertThat(Operation.RESET_PIN.allowsOn(namesake, writer, SETTINGS)).isTrue();
  }

  @Test
  void aDelegatedTokenThatNamesNobodyAllowsNothingBecauseAnyoneCouldBeOneself() {
    Caller nameless =
        caller(
            Map.of(
                "scp",
                MOST,
                "azp",
                "an-app",
                "wids",
                List.of(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR)));
    assertThat(nameless.user()).isEmpty();
    for (Operation operation : Operation.values()) {
      assertThat(operation.allowsOn(ANOTHER, nameless, SETTINGS)).as(operation.name()).isFalse();
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(
      value = Operation.class,
      names = {"RESET_PIN", "DELETE_PIN"})
  void aProtectedGroupIsWrittenOnlyByThePrivilegedOrATrustedApplication(Operation operation) {
    assertThat(allowsOnProtected(operation, administrator(AUTHENTICATION_ADMINISTRATOR))).isFalse();
    assertThat(allowsOnProtected(operation, administrator(GLOBAL_READER))).isFalse();
    assertThat(allowsOnProtected(operation, administrator(AUTHENTICATION_POLICY_ADMINISTRATOR)))
        .isFalse();
    assertThat(allowsOnProtected(operation, administrator(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR)))
        .isTrue();
    assertThat(
            allowsOnProtected(
                operation,
                administrator(
                    AUTHENTICATION_ADMINISTRATOR, PRIVILEGED_AUTHENTICATION_ADMINISTRATOR)))
        .isTrue();
    assertThat(allowsOnProtected(operation, application("an-app", MOST))).isFalse();
    assertThat(allowsOnProtected(operation, application("trusted-app", MOST))).isTrue();
  }

  @Test
  void trustReplacesNoPermission() {
    Caller trusted = application("trusted-app", "UserAuthenticationMethod.Read.All");
    Caller privileged =
        delegated(
            SELF,
            "UserAuthenticationMethod.ReadWrite",
            List.of(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR));
    assertThat(allowsOnProtected(Operation.RESET_PIN, trusted)).isFalse();
    assertThat(allowsOnProtected(Operation.RESET_PIN, privileged)).isFalse();
  }

  @Test
  void aPersonIsNotTrustedForTheSakeOfTheApplicationInBetween() {
    Caller person =
        caller(
            Map.of(
                "scp",
                MOST,
                "oid",
                SELF,
                "azp",
                "trusted-app",
                "wids",
                List.of(AUTHENTICATION_ADMINISTRATOR)));
    assertThat(allowsOnProtected(Operation.RESET_PIN, person)).isFalse();
  }

  @Test
  void aProtectedGroupIsReadByEveryReader() {
    assertThat(allowsOnProtected(Operation.READ, administrator(GLOBAL_READER))).isTrue();
    assertThat(allowsOnProtected(Operation.READ, administrator(AUTHENTICATION_ADMINISTRATOR)))
        .isTrue();
    assertThat(allowsOnProtected(Operation.READ, application("an-app", MOST))).isTrue();
  }

  @Test
  void aMemberOfAProtectedGroupReadsHisOwn() {
    Caller boss = delegated("boss-1", "UserAuthenticationMethod.Read", List.of());
    assertThat(allowsOnProtected(Operation.READ, boss)).isTrue();
  }

  @Test
  void onlyTheGroupsOfTheSettingAreProtected() {
    Subscriber ordinary = worker("worker-2", "everybody");
    Caller administrator = administrator(AUTHENTICATION_ADMINISTRATOR);
    assertThat(Operation.RESET_PIN.allowsOn(ordinary, administrator, SETTINGS)).isTrue();
    assertThat(Operation.RESET_PIN.allowsOn(PROTECTED, administrator, AccessSettings.DEFAULTS))
        .isTrue();
  }

  private static void assertAllowsNothing(Caller caller) {
    for (Operation operation : Operation.values()) {
      assertThat(operation.allowsOnOneself(caller, SETTINGS)).as(operation + " oneself").isFalse();
      assertThat(operation.allowsOnOthers(caller)).as(operation + " others").isFalse();
      assertThat(operation.allowsOn(ONESELF, caller, SETTINGS)).as(operation + " self").isFalse();
      assertThat(operation.allowsOn(ANOTHER, caller, SETTINGS)).as(operation + " one").isFalse();
    }
  }

  private static Caller administrator(String... wids) {
    return delegated(SELF, MOST, List.of(wids));
  }

  private static boolean allowsOnProtected(Operation operation, Caller caller) {
    return operation.allowsOn(PROTECTED, caller, SETTINGS);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("policyRows")
  void thePolicyIsTheTenants(String row) {
    String[] cells = row.split(" +");
    for (int role = 0; role < ROLES.size(); role++) {
      Caller person = delegated(SELF, cells[0], ROLES.get(role));
      Caller application = application("an-app", cells[0]);
      assertThat(Operation.READ_POLICY.allowsOnTenant(person)).isEqualTo(isY(cells[1], role));
      assertThat(Operation.READ_POLICY.allowsOnTenant(application)).isEqualTo(isY(cells[2], role));
      assertThat(Operation.WRITE_POLICY.allowsOnTenant(person)).isEqualTo(isY(cells[3], role));
      assertThat(Operation.WRITE_POLICY.allowsOnTenant(application)).isEqualTo(isY(cells[4], role));
    }
  }

  static List<String> policyRows() {
    return POLICY_TABLE.lines().skip(2).toList();
  }

  private static boolean isY(String cell, int role) {
    return cell.charAt(role) == 'Y';
  }

  @Test
  void theListOfWhatExpiresIsForWhoMayReadEverybodys() {
    Caller reader = delegated(SELF, "UserAuthMethod-QR.Read.All", List.of(GLOBAL_READER));

    assertThat(Operation.LIST_EXPIRING.allowsOnTenant(reader)).isTrue();
    assertThat(
            Operation.LIST_EXPIRING.allowsOnTenant(
                delegated(SELF, "UserAuthMethod-QR.Read.All", List.of())))
        .isFalse();
    assertThat(
            Operation.LIST_EXPIRING.allowsOnTenant(
                delegated(SELF, "UserAuthMethod-QR.Read", List.of(GLOBAL_READER))))
        .isFalse();
    assertThat(Operation.LIST_EXPIRING.allowsOnTenant(application("an-app", MOST))).isTrue();
    assertThat(
            Operation.LIST_EXPIRING.allowsOnTenant(application("an-app", "UserAuthMethod-QR.Read")))
        .isFalse();
  }

  @Test
  void nobodyChangesAnothersPinWhateverTheScopeAndRole() {
    String scopes = "Directory.AccessAsUser.All " + MOST;
    Caller administrator =
        delegated(
            SELF,
            scopes,
            List.of(
                GLOBAL_READER,
                AUTHENTICATION_ADMINISTRATOR,
                PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
                AUTHENTICATION_POLICY_ADMINISTRATOR));
    assertThat(Operation.CHANGE_PIN.allowsOnOthers(administrator)).isFalse();
    assertThat(Operation.CHANGE_PIN.allowsOn(ANOTHER, administrator, SETTINGS)).isFalse();
    assertThat(Operation.CHANGE_PIN.allowsOn(ONESELF, administrator, SETTINGS)).isTrue();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"an-app", "trusted-app"})
  void noApplicationChangesAPin(String clientId) {
    Caller application = application(clientId, "Directory.AccessAsUser.All", MOST);
    assertThat(Operation.CHANGE_PIN.allowsOnOneself(application, SETTINGS)).isFalse();
    assertThat(Operation.CHANGE_PIN.allowsOnOthers(application)).isFalse();
    assertThat(Operation.CHANGE_PIN.allowsOn(worker(clientId), application, SETTINGS)).isFalse();
    assertThat(Operation.CHANGE_PIN.allowsOn(ANOTHER, application, SETTINGS)).isFalse();
  }

  @Test
  void aMemberOfAProtectedGroupChangesHisOwnPin() {
    Caller boss = delegated("boss-1", "Directory.AccessAsUser.All", List.of());
    assertThat(allowsOnProtected(Operation.CHANGE_PIN, boss)).isTrue();
  }

  static List<String> signInRows() {
    return SIGN_IN_TABLE.lines().skip(1).toList();
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("signInRows")
  void onlyAnApplicationAsksWhoStandsThere(String row) {
    String[] cells = row.split(" +");
    String permission = cells[0].equals("-") ? "" : cells[0];
    for (int role = 0; role < ROLES.size(); role++) {
      List<String> wids = ROLES.get(role);
      List<String> roles = List.of(permission);
      Caller person = delegated(SELF, permission, wids);
      Caller application =
          caller(Map.of("idtyp", "app", "azp", "an-app", "roles", roles, "wids", wids));
      Caller unclear = caller(Map.of("oid", SELF, "azp", "an-app", "roles", roles, "wids", wids));
      assertThat(Operation.SIGN_IN.allowsOnTenant(person)).isEqualTo(isY(cells[1], role));
      assertThat(Operation.SIGN_IN.allowsOnTenant(application)).isEqualTo(isY(cells[2], role));
      assertThat(Operation.SIGN_IN.allowsOnTenant(unclear)).isEqualTo(isY(cells[3], role));
    }
  }

  @Test
  void whoMayEnrolHimselfIsASetting() {
    AccessSettings open =
        new AccessSettings(Optional.empty(), Optional.empty(), Set.of(), Set.of(), true, true);
    Caller person = delegated(SELF, "UserAuthMethod-QR.ReadWrite", List.of());

    assertThat(Operation.ENROL.allowsOn(ONESELF, person, open)).isTrue();
    assertThat(Operation.ENROL.allowsOn(ONESELF, person, SETTINGS)).isFalse();
    assertThat(Operation.RESET_PIN.allowsOn(ONESELF, person, open)).isFalse();
  }
}
