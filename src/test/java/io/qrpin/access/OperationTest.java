package io.qrpin.access;

import static io.qrpin.access.Tokens.application;
import static io.qrpin.access.Tokens.caller;
import static io.qrpin.access.Tokens.delegated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cells of {@code permissions.txt}, and the rules that a table cannot show. */
class OperationTest {

  private static final String GLOBAL_READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
  private static final String AUTHENTICATION_ADMINISTRATOR = "c4e39bd9-1100-46d3-8c65-fb160da0071f";
  private static final String PRIVILEGED_AUTHENTICATION_ADMINISTRATOR =
      "7be44c8a-adaf-4e2a-84d6-ab2649e08a13";
  private static final String AUTHENTICATION_POLICY_ADMINISTRATOR =
      "0526716b-113d-4c15-b2c8-68e3c22b9f80";
  private static final String MOST = "UserAuthenticationMethod.ReadWrite.All";
  private static final String SELF = "caller-1";
  private static final Subscriber ANOTHER = worker("worker-1");
  private static final Subscriber PROTECTED = worker("boss-1", "everybody", "bosses");
  private static final AccessSettings SETTINGS =
      new AccessSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of("bosses"),
          Set.of("trusted-app"),
          false,
          true);

  /**
   * A cell of the table, for a caller with one of the roles.
   *
   * @param caller one who has just the permission of the row
   */
  private record Cell(
      Operation operation, String permission, String who, Caller caller, boolean allowed) {

    @Override
    public String toString() {
      return operation + ", " + permission + ", " + who + ": " + allowed;
    }
  }

  /** A sign-in has no user as its target; it is here to see that nobody may do it to one. */
  private static final Set<Operation> ON_A_USER = onAUser();

  private static final String PERSON_ON_ONESELF = "person on oneself";
  private static final String PERSON = "person";
  private static final String APPLICATION = "application";
  private static final String UNCLEAR = "unclear";

  private static Set<Operation> onAUser() {
    Set<Operation> operations = EnumSet.copyOf(Permissions.ON_USERS);
    operations.add(Operation.SIGN_IN);
    return operations;
  }

  private static Cell cell(Operation operation, String permission, String who, String role) {
    String column =
        switch (who) {
          case PERSON_ON_ONESELF -> "self";
          case PERSON -> role;
          default -> "app";
        };
    boolean allowed = !who.equals(UNCLEAR) && Permissions.allows(permission, column, operation);
    Caller caller = callerWith(permission, who, Permissions.ROLES.get(role));
    return new Cell(operation, permission, who + " " + role, caller, allowed);
  }

  private static Caller callerWith(String permission, String who, List<String> wids) {
    List<String> roles = permission.isEmpty() ? List.of() : List.of(permission);
    return switch (who) {
      case APPLICATION ->
          caller(Map.of("idtyp", "app", "azp", "an-app", "roles", roles, "wids", wids));
      case UNCLEAR -> caller(Map.of("oid", SELF, "azp", "an-app", "roles", roles, "wids", wids));
      default -> delegated(SELF, permission, wids);
    };
  }

  private static Stream<Cell> cells(Set<Operation> operations, String... callers) {
    List<Cell> cells = new ArrayList<>();
    for (Operation operation : operations) {
      for (String permission : Permissions.permissions()) {
        for (String who : callers) {
          for (String role : Permissions.ROLES.keySet()) {
            cells.add(cell(operation, permission, who, role));
          }
        }
      }
    }
    return cells.stream();
  }

  static Stream<Cell> cellsOnOneself() {
    return cells(ON_A_USER, PERSON_ON_ONESELF);
  }

  /** No user is the target of a sign-in before it succeeds, so nobody may do it to one. */
  static Stream<Cell> cellsOnAnother() {
    return cells(ON_A_USER, PERSON, APPLICATION, UNCLEAR)
        .map(it -> it.operation() == Operation.SIGN_IN ? denied(it) : it);
  }

  static Stream<Cell> cellsOnTheTenant() {
    return cells(Permissions.ON_THE_TENANT, PERSON, APPLICATION, UNCLEAR);
  }

  private static Cell denied(Cell cell) {
    return new Cell(cell.operation(), cell.permission(), cell.who(), cell.caller(), false);
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
  @MethodSource("cellsOnOneself")
  void onOneselfTheTableDecides(Cell cell) {
    assertThat(cell.operation().allowsOnOneself(cell.caller(), SETTINGS)).isEqualTo(cell.allowed());
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("cellsOnAnother")
  void onAnotherUserTheTableDecides(Cell cell) {
    assertThat(cell.operation().allowsOnOther(ANOTHER, cell.caller(), SETTINGS))
        .isEqualTo(cell.allowed());
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("cellsOnAnother")
  void onAnotherUserTheTableDecidesBeforeTheUserIsLookedUp(Cell cell) {
    assertThat(cell.operation().allowsOnOthers(cell.caller())).isEqualTo(cell.allowed());
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("cellsOnTheTenant")
  void onTheTenantTheTableDecides(Cell cell) {
    assertThat(cell.operation().allowsOnTenant(cell.caller())).isEqualTo(cell.allowed());
  }

  static Stream<Arguments> protectedCells() {
    return ON_A_USER.stream()
        .filter(operation -> operation != Operation.SIGN_IN)
        .flatMap(
            operation ->
                Permissions.permissions().stream()
                    .map(permission -> arguments(operation, permission)));
  }

  @ParameterizedTest(name = "{index} {0}, {1}")
  @MethodSource("protectedCells")
  void onAMemberOfAProtectedGroupTheTableDecides(Operation operation, String permission) {
    Map<String, Caller> callers =
        Map.of(
            "protected AA", callerWith(permission, PERSON, Permissions.ROLES.get("AA")),
            "protected PAA", callerWith(permission, PERSON, Permissions.ROLES.get("PAA")),
            "protected app", application("an-app", permission),
            "protected trusted", application("trusted-app", permission));
    callers.forEach(
        (column, caller) ->
            assertThat(allowsOnProtected(operation, caller))
                .as(column)
                .isEqualTo(Permissions.allows(permission, column, operation)));
  }

  @Test
  void theTableHasEveryOperationAndEveryCellIsTested() {
    assertThat(Permissions.ON_USERS).hasSize(9);
    assertThat(Permissions.ON_THE_TENANT).hasSize(6);
    assertThat(Permissions.permissions()).hasSize(19).doesNotHaveDuplicates();
    assertThat(cellsOnOneself()).hasSize(10 * 19 * 6);
    assertThat(cellsOnAnother()).hasSize(10 * 19 * 3 * 6);
    assertThat(cellsOnTheTenant()).hasSize(6 * 19 * 3 * 6);
    for (Operation operation : Operation.values()) {
      assertThat(Permissions.permissions())
          .as(operation.name())
          .anyMatch(
              it ->
                  Permissions.allows(it, "self", operation)
                      || Permissions.allows(it, "app", operation));
    }
  }

  @Test
  void twoScopesDoNotAddUp() {
    Caller administrator =
        delegated(
            SELF,
            "UserAuthenticationMethod.ReadWrite UserAuthenticationMethod.Read.All",
            List.of(AUTHENTICATION_ADMINISTRATOR));
    assertThat(Operation.RESET_PIN.allowsOnOther(ANOTHER, administrator, SETTINGS)).isFalse();
    assertThat(Operation.READ.allowsOnOther(ANOTHER, administrator, SETTINGS)).isTrue();
  }

  @Test
  void anyOneOfSeveralScopesAndRolesIsEnough() {
    Caller administrator =
        delegated(
            SELF,
            "openid  UserAuthMethod-QR.Read " + MOST + " profile",
            List.of(GLOBAL_READER, AUTHENTICATION_ADMINISTRATOR, "another-role"));
    assertThat(Operation.RESET_PIN.allowsOnOther(ANOTHER, administrator, SETTINGS)).isTrue();
  }

  @ParameterizedTest(name = "{index} a caller with every scope and role: {0}")
  @EnumSource(
      value = Operation.class,
      names = {"RESET_PIN", "UNLOCK", "DELETE_PIN"})
  void nobodyResetsOrDeletesTheirOwnPinWhateverTheScopeAndRole(Operation operation) {
    Caller administrator =
        delegated(
            SELF,
            MOST + " UserAuthMethod-QR.ReadWrite.All UserAuthenticationMethod.ReadWrite",
            List.of(AUTHENTICATION_ADMINISTRATOR, PRIVILEGED_AUTHENTICATION_ADMINISTRATOR));
    assertThat(operation.allowsOnOneself(administrator, SETTINGS)).isFalse();
    assertThat(operation.allowsOnOther(ANOTHER, administrator, SETTINGS)).isTrue();
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
        caller(Map.of("scp", "", "idtyp", "app", "azp", "an-app", "roles", List.of(MOST)));
    assertAllowsNothing(caller);
  }

  @Test
  void anApplicationIsNobodysSelf() {
    Subscriber namesake = worker("an-app");
    Caller reader = application("an-app", "UserAuthenticationMethod.Read");
    assertThat(Operation.READ.allowsOnOneself(reader, SETTINGS)).isFalse();
    assertThat(Operation.READ.allowsOnOther(namesake, reader, SETTINGS)).isFalse();
    Caller writer = application("an-app", MOST);
    assertThat(Operation.RESET_PIN.allowsOnOther(namesake, writer, SETTINGS)).isTrue();
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
      assertThat(operation.allowsOnOther(ANOTHER, nameless, SETTINGS))
          .as(operation.name())
          .isFalse();
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(
      value = Operation.class,
      names = {"RESET_PIN", "UNLOCK", "DELETE_PIN", "ENROL_IN_BULK"})
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
  void aMemberOfAProtectedGroupReadsTheirOwn() {
    Caller boss = delegated("boss-1", "UserAuthenticationMethod.Read", List.of());
    assertThat(Operation.READ.allowsOnOneself(boss, SETTINGS)).isTrue();
  }

  @Test
  void onlyTheGroupsOfTheSettingAreProtected() {
    Subscriber ordinary = worker("worker-2", "everybody");
    Caller administrator = administrator(AUTHENTICATION_ADMINISTRATOR);
    assertThat(Operation.RESET_PIN.allowsOnOther(ordinary, administrator, SETTINGS)).isTrue();
    assertThat(Operation.RESET_PIN.allowsOnOther(PROTECTED, administrator, AccessSettings.DEFAULTS))
        .isTrue();
  }

  @Test
  void aGroupAndAnApplicationThatLookLikeGuidsAreKnownInAnyCase() {
    String group = "0a1b2c3d-0000-4000-8000-00000000000f";
    String application = "9f8e7d6c-0000-4000-8000-00000000000a";
    AccessSettings settings =
        new AccessSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(group.toUpperCase(Locale.ROOT)),
            Set.of(application.toUpperCase(Locale.ROOT)),
            false,
            true);
    for (String spelling : List.of(group, group.toUpperCase(Locale.ROOT))) {
      Subscriber member = worker("boss-1", spelling);
      assertThat(Operation.RESET_PIN.allowsOnOther(member, application("an-app", MOST), settings))
          .isFalse();
      assertThat(
              Operation.RESET_PIN.allowsOnOther(member, application(application, MOST), settings))
          .isTrue();
    }
  }

  private static void assertAllowsNothing(Caller caller) {
    for (Operation operation : Operation.values()) {
      assertThat(operation.allowsOnOneself(caller, SETTINGS)).as(operation + " oneself").isFalse();
      assertThat(operation.allowsOnOthers(caller)).as(operation + " others").isFalse();
      assertThat(operation.allowsOnOther(ANOTHER, caller, SETTINGS))
          .as(operation + " one")
          .isFalse();
    }
  }

  private static Caller administrator(String... wids) {
    return delegated(SELF, MOST, List.of(wids));
  }

  private static boolean allowsOnProtected(Operation operation, Caller caller) {
    return operation.allowsOnOther(PROTECTED, caller, SETTINGS);
  }

  @Test
  void theListOfWhatExpiresIsForCallersWhoMayReadAllUsers() {
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
    assertThat(Operation.CHANGE_PIN.allowsOnOther(ANOTHER, administrator, SETTINGS)).isFalse();
    assertThat(Operation.CHANGE_PIN.allowsOnOneself(administrator, SETTINGS)).isTrue();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"an-app", "trusted-app"})
  void noApplicationChangesAPin(String clientId) {
    Caller application = application(clientId, "Directory.AccessAsUser.All", MOST);
    assertThat(Operation.CHANGE_PIN.allowsOnOneself(application, SETTINGS)).isFalse();
    assertThat(Operation.CHANGE_PIN.allowsOnOthers(application)).isFalse();
    assertThat(Operation.CHANGE_PIN.allowsOnOther(worker(clientId), application, SETTINGS))
        .isFalse();
    assertThat(Operation.CHANGE_PIN.allowsOnOther(ANOTHER, application, SETTINGS)).isFalse();
  }

  @Test
  void aMemberOfAProtectedGroupChangesTheirOwnPin() {
    Caller boss = delegated("boss-1", "Directory.AccessAsUser.All", List.of());
    assertThat(Operation.CHANGE_PIN.allowsOnOneself(boss, SETTINGS)).isTrue();
  }

  @Test
  void selfEnrolmentIsASetting() {
    AccessSettings open =
        new AccessSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Set.of(), true, true);
    Caller person = delegated(SELF, "UserAuthMethod-QR.ReadWrite", List.of());

    assertThat(Operation.ENROL.allowsOnOneself(person, open)).isTrue();
    assertThat(Operation.ENROL.allowsOnOneself(person, SETTINGS)).isFalse();
    assertThat(Operation.RESET_PIN.allowsOnOneself(person, open)).isFalse();
  }

  @Test
  void nobodyEnrolsThemselvesInBulkWhateverIsSet() {
    AccessSettings open =
        new AccessSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Set.of(), true, true);
    Caller administrator = administrator(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR);

    assertThat(Operation.ENROL_IN_BULK.allowsOnTenant(administrator)).isTrue();
    assertThat(Operation.ENROL_IN_BULK.allowsOnOther(ANOTHER, administrator, open)).isTrue();
    assertThat(Operation.ENROL_IN_BULK.allowsOnOneself(administrator, open)).isFalse();
  }
}
