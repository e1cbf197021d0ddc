package io.qrpin.access;

import static io.qrpin.access.Caller.Kind.APPLICATION;
import static io.qrpin.access.Caller.Kind.DELEGATED;
import static io.qrpin.access.Caller.Kind.UNCLEAR;
import static io.qrpin.access.DirectoryRole.AUTHENTICATION_ADMINISTRATOR;
import static io.qrpin.access.DirectoryRole.GLOBAL_READER;
import static io.qrpin.access.Tokens.caller;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.audit.Actor;
import io.qrpin.subscriber.SubscriberId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

  private static final String AUTHENTICATION_ADMINISTRATOR_ID =
      "c4e39bd9-1100-46d3-8c65-fb160da0071f";

  private static final String PERMISSION = "UserAuthenticationMethod.Read.All";

  private static AccessSettings userClaim(String name) {
    return claims(Optional.of(name), Optional.empty(), Optional.empty());
  }

  private static AccessSettings roleNamesClaim(String name) {
    return claims(Optional.empty(), Optional.of(name), Optional.empty());
  }

  private static AccessSettings permissionsClaim(String name) {
    return claims(Optional.empty(), Optional.empty(), Optional.of(name));
  }

  private static AccessSettings claims(
      Optional<String> user, Optional<String> roleNames, Optional<String> permissions) {
    return new AccessSettings(user, roleNames, permissions, Set.of(), Set.of(), false, true);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"scp", "scope"})
  void aTokenWithScopesIsDelegated(String claim) {
    Caller caller = caller(Map.of(claim, "openid " + PERMISSION, "oid", "worker-1"));
    assertThat(caller.kind()).isEqualTo(DELEGATED);
    assertThat(caller.permissions()).containsExactlyInAnyOrder("openid", PERMISSION);
  }

  @Test
  void aTokenWithScpAndScopeHasTheScopesOfBoth() {
    Caller caller = caller(Map.of("scp", "one two", "scope", "two three"));
    assertThat(caller.kind()).isEqualTo(DELEGATED);
    assertThat(caller.permissions()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void scopesMayBeAListToo() {
    assertThat(caller(Map.of("scp", List.of("one", "two three"))).permissions())
        .containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void anEmptyScpIsPresentAndTheTokenDelegated() {
    Caller caller = caller(Map.of("scp", "", "idtyp", "app", "roles", List.of(PERMISSION)));
    assertThat(caller.kind()).isEqualTo(DELEGATED);
    assertThat(caller.permissions()).isEmpty();
  }

  @Test
  void anEmptyScopeWithoutAMarkerIsPresentAndTheTokenDelegated() {
    Caller caller = caller(Map.of("scope", "", "roles", List.of(PERMISSION)));
    assertThat(caller.kind()).isEqualTo(DELEGATED);
    assertThat(caller.permissions()).isEmpty();
  }

  @ParameterizedTest(name = "{index} scope \"{0}\"")
  @ValueSource(strings = {"", "openid", "Other.ReadWrite.All"})
  void aScopeBesideTheApplicationsMarkerDoesNotCount(String scope) {
    Caller caller = caller(Map.of("scope", scope, "idtyp", "app", "roles", List.of(PERMISSION)));
    assertThat(caller.kind()).isEqualTo(APPLICATION);
    assertThat(caller.permissions()).containsExactly(PERMISSION);
  }

  @Test
  void aScopeClaimOfAStrangeTypeIsPresentAndTheTokenDelegated() {
    Caller caller = caller(Map.of("scp", 7, "idtyp", "app", "roles", List.of(PERMISSION)));
    assertThat(caller.kind()).isEqualTo(DELEGATED);
    assertThat(caller.permissions()).isEmpty();
  }

  @Test
  void permissionsInRolesAreIgnoredWhereThereAreScopes() {
    Caller caller = caller(Map.of("scp", "openid", "idtyp", "app", "roles", List.of(PERMISSION)));
    assertThat(caller.kind()).isEqualTo(DELEGATED);
    assertThat(caller.permissions()).containsExactly("openid");
  }

  @Test
  void aTokenWithTheApplicationsMarkerAndNoScopesIsAnApplications() {
    Caller caller =
        caller(Map.of("idtyp", "app", "oid", "service-1", "roles", List.of(PERMISSION, "Other")));
    assertThat(caller.kind()).isEqualTo(APPLICATION);
    assertThat(caller.permissions()).containsExactlyInAnyOrder(PERMISSION, "Other");
    assertThat(caller.user()).isEmpty();
  }

  @Test
  void anApplicationsPermissionsAreAListOrWordsInTheClaimOfTheSetting() {
    AccessSettings settings = permissionsClaim("permissions");
    for (Object claim : List.of(List.of("One.All", "Two.All"), "One.All  Two.All")) {
      Caller caller =
          caller(Map.of("idtyp", "app", "permissions", claim, "roles", List.of("No")), settings);
      assertThat(caller.permissions()).containsExactlyInAnyOrder("One.All", "Two.All");
    }
  }

  @Test
  void withTheSettingAnApplicationsRolesAreNoPermissions() {
    Caller caller =
        caller(Map.of("idtyp", "app", "roles", List.of(PERMISSION)), permissionsClaim("scope"));
    assertThat(caller.permissions()).isEmpty();
  }

  @Test
  void theClaimOfTheSettingCanBeTheScopeThatManyIssuersWrite() {
    Caller caller =
        caller(Map.of("idtyp", "app", "scope", "openid " + PERMISSION), permissionsClaim("scope"));
    assertThat(caller.kind()).isEqualTo(APPLICATION);
    assertThat(caller.permissions()).contains(PERMISSION);
  }

  @Test
  void theSettingGivesADelegatedCallerNothing() {
    Caller caller =
        caller(Map.of("scp", "openid", "permissions", PERMISSION), permissionsClaim("permissions"));
    assertThat(caller.permissions()).containsExactly("openid");
  }

  @Test
  void anApplicationHasNoDirectoryRoles() {
    String id = "c4e39bd9-1100-46d3-8c65-fb160da0071f";
    assertThat(caller(Map.of("idtyp", "app", "wids", List.of(id))).roles()).isEmpty();
  }

  @Test
  void aTokenWithNeitherScopesNorMarkerIsUnclearAndHasNothing() {
    Caller caller =
        caller(
            Map.of(
                "oid",
                "worker-1",
                "roles",
                List.of(PERMISSION),
                "wids",
                List.of("f2ef992c-3afb-46b9-b7cf-a126ee74c451")));
    assertThat(caller)
        .isEqualTo(new Caller(UNCLEAR, Set.of(), Set.of(), Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest(name = "{index} idtyp {0}")
  @ValueSource(strings = {"user", "App", "APP", "app ", "application", "device", ""})
  void anyOtherMarkerIsUnclear(String marker) {
    Caller caller = caller(Map.of("idtyp", marker, "roles", List.of(PERMISSION)));
    assertThat(caller.kind()).isEqualTo(UNCLEAR);
    assertThat(caller.permissions()).isEmpty();
  }

  @Test
  void twoMarkersAreUnclear() {
    assertThat(caller(Map.of("idtyp", List.of("app", "user"))).kind()).isEqualTo(UNCLEAR);
  }

  @Test
  void theMarkerUserWithScopesIsDelegated() {
    assertThat(caller(Map.of("idtyp", "user", "scp", "one")).kind()).isEqualTo(DELEGATED);
  }

  @Test
  void theUserIsTheOidBeforeTheSub() {
    assertThat(caller(Map.of("scp", "", "oid", "by-oid", "sub", "by-sub")).user())
        .contains(new SubscriberId("by-oid"));
  }

  @Test
  void theUserIsTheSubWhereThereIsNoOid() {
    assertThat(caller(Map.of("scp", "", "sub", "by-sub", "upn", "by-upn")).user())
        .contains(new SubscriberId("by-sub"));
  }

  @Test
  void otherClaimsNameTheUserOnlyBySetting() {
    Map<String, Object> claims = Map.of("scp", "", "employee_id", "by-setting", "oid", "by-oid");
    assertThat(caller(claims, userClaim("employee_id")).user())
        .contains(new SubscriberId("by-setting"));
    assertThat(caller(Map.of("scp", "", "employee_id", "by-setting", "upn", "n")).user()).isEmpty();
  }

  @Test
  void theClaimOfTheSettingIsNotReplacedByAnotherWhereItIsMissing() {
    Map<String, Object> claims = Map.of("scp", "", "oid", "by-oid", "sub", "by-sub");
    assertThat(caller(claims, userClaim("employee_id")).user()).isEmpty();
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"", "a\nb", "a\u0000b", "a\u0085b"})
  void anIdThatCannotBeOneNamesNobody(String id) {
    assertThat(caller(Map.of("scp", "", "oid", id)).user()).isEmpty();
    assertThat(caller(Map.of("scp", "", "oid", "x".repeat(129))).user()).isEmpty();
  }

  @Test
  void theClientIsTheAzpBeforeTheAppidBeforeTheClientId() {
    Map<String, Object> all = Map.of("scp", "", "azp", "1", "appid", "2", "client_id", "3");
    assertThat(caller(all).clientId()).contains("1");
    assertThat(caller(Map.of("scp", "", "appid", "2", "client_id", "3")).clientId()).contains("2");
    assertThat(caller(Map.of("scp", "", "client_id", "3")).clientId()).contains("3");
  }

  @Test
  void anApplicationWithoutClientIdIsKnownByItsSub() {
    assertThat(caller(Map.of("idtyp", "app", "sub", "s")).clientId()).contains("s");
    assertThat(caller(Map.of("idtyp", "app", "sub", "s", "azp", "a")).clientId()).contains("a");
    assertThat(caller(Map.of("scp", "", "sub", "s")).clientId()).isEmpty();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "c4e39bd9-1100-46d3-8c65-fb160da0071f",
        "C4E39BD9-1100-46D3-8C65-FB160DA0071F",
        "C4e39bd9-1100-46d3-8c65-fb160da0071F"
      })
  void rolesAreFoundByTheirTemplateIdInAnyCase(String id) {
    assertThat(caller(Map.of("scp", "", "wids", List.of("other", id))).roles())
        .containsExactly(AUTHENTICATION_ADMINISTRATOR);
  }

  @Test
  void eachRoleHasTheTemplateIdOfTheContract() {
    Map<String, DirectoryRole> ids =
        Map.of(
            "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
            GLOBAL_READER,
            "c4e39bd9-1100-46d3-8c65-fb160da0071f",
            AUTHENTICATION_ADMINISTRATOR,
            "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
            DirectoryRole.PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
            "0526716b-113d-4c15-b2c8-68e3c22b9f80",
            DirectoryRole.AUTHENTICATION_POLICY_ADMINISTRATOR,
            "4a5d8f65-41da-4de4-8968-e035b65339cf",
            DirectoryRole.REPORTS_READER);
    assertThat(ids).hasSameSizeAs(DirectoryRole.values());
    assertThat(ids)
        .allSatisfy(
            (id, role) ->
                assertThat(caller(Map.of("scp", "", "wids", List.of(id))).roles())
                    .containsExactly(role));
  }

  @Test
  void namesOfRolesCountOnlyInTheClaimOfTheSetting() {
    Map<String, Object> claims =
        Map.of(
            "scp",
            "",
            "role_names",
            List.of("Global Reader", "global reader", "Authentication administrator"),
            "groups",
            List.of("Authentication Administrator"),
            "roles",
            List.of("Authentication Administrator"),
            "wids",
            List.of("Authentication Administrator"));
    assertThat(caller(claims).roles()).isEmpty();
    assertThat(caller(claims, roleNamesClaim("role_names")).roles()).containsExactly(GLOBAL_READER);
  }

  @Test
  void templateIdsCountOnlyInWids() {
    String id = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
    Map<String, Object> claims = Map.of("scp", "", "roles", List.of(id), "role_names", List.of(id));
    assertThat(caller(claims, roleNamesClaim("role_names")).roles()).isEmpty();
  }

  @Test
  void namesAndIdsOfRolesAddUp() {
    Map<String, Object> claims =
        Map.of(
            "scp",
            "",
            "role_names",
            "Global Reader",
            "wids",
            List.of("c4e39bd9-1100-46d3-8c65-fb160da0071f"));
    assertThat(caller(claims, roleNamesClaim("role_names")).roles())
        .containsExactlyInAnyOrder(GLOBAL_READER, AUTHENTICATION_ADMINISTRATOR);
  }

  @Test
  void theAuditRowNamesThePersonAndTheClient() {
    Caller person = caller(Map.of("scp", "", "oid", "worker-1", "azp", "an-app"));
    assertThat(person.actor("request-1"))
        .isEqualTo(Actor.user(new SubscriberId("worker-1"), Optional.of("an-app"), "request-1"));
  }

  @Test
  void theAuditRowNamesTheApplication() {
    Caller application = caller(Map.of("idtyp", "app", "oid", "service-1", "azp", "an-app"));
    assertThat(application.actor("request-1")).isEqualTo(Actor.application("an-app", "request-1"));
  }

  @Test
  void anApplicationThatSaysNoNameIsUnknown() {
    assertThat(caller(Map.of("idtyp", "app")).actor("request-1"))
        .isEqualTo(Actor.application("unknown", "request-1"));
  }

  @Test
  void atTheDeskAPersonHasAllScopesForOthersAndTheirOwnRoles() {
    Caller person =
        atDesk(Map.of("oid", "lead-1", "sub", "pairwise", "wids", AUTHENTICATION_ADMINISTRATOR_ID));
    assertThat(person.kind()).isEqualTo(DELEGATED);
    assertThat(person.user()).contains(new SubscriberId("lead-1"));
    assertThat(person.roles()).containsExactly(AUTHENTICATION_ADMINISTRATOR);
    assertThat(Operation.ENROL.allowsOnOthers(person)).isTrue();
    assertThat(Operation.WRITE_POLICY.allowsOnTenant(person)).isFalse();
  }

  @Test
  void atTheDeskScopesAndPermissionsInTheTokenDoNotCount() {
    Caller person = atDesk(Map.of("oid", "lead-1", "scp", "QrCodePin.SignIn", "idtyp", "app"));
    assertThat(person.kind()).isEqualTo(DELEGATED);
    assertThat(person.permissions())
        .containsExactlyInAnyOrder(
            "UserAuthMethod-QR.ReadWrite.All", "Policy.ReadWrite.AuthenticationMethod");
    assertThat(person.roles()).isEmpty();
  }

  private static Caller atDesk(Map<String, Object> claims) {
    return Caller.atDesk(Claims.of(claims), AccessSettings.DEFAULTS);
  }
}
